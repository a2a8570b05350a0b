/** The markup of the page of a comparison. Every text goes through the escaping `<%= %>`. */
export const COMPARE_TEMPLATE = `<%~ include('@head', it) %>
<body>
<main>
<header>
<p class="eyebrow">runcast comparison of settings</p>
<h1><%= it.title %></h1>
<% for (const { headline, tone } of it.variants) { %><p class="lead <%= tone %>"><b><%= headline %>.</b></p>
<% } %>
<p class="quiet"><%= it.basis %></p>
<% for (const alarm of it.alarms) { %><p class="alarm" role="note"><b>Note.</b> <%= alarm %></p>
<% } %></header>
<% for (const variant of it.variants) { %>
<section><h2><%= variant.label %></h2>
<% for (const table of variant.tables) { %><%~ include('@table', table) %><% } %></section>
<% } %>
<% if (it.notes.length > 0) { %><section><h2>What the words mean</h2><% for (const note of it.notes) { %><p class="note"><%= note %></p>
<% } %></section><% } %>
<section><h2>The same again</h2><pre class="wrap"><%= it.rerun %></pre></section>
<footer>runcast <%= it.runcast %></footer>
</main>
</body>
</html>
`;
