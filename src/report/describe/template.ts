/** The markup of the page about a history. Every text goes through the escaping `<%= %>`; only drawings of our own making are let through as they are. */
export const DESCRIBE_TEMPLATE = `<%~ include('@head', it) %>
<body>
<main>
<header>
<p class="eyebrow">runcast describe: what a history shows</p>
<h1><%= it.title %></h1>
<p class="lead"><%= it.lead %></p>
<p class="quiet"><%= it.basis %></p>
<% for (const alarm of it.alarms) { %><p class="alarm" role="note"><b>Note.</b> <%= alarm %></p>
<% } %><nav aria-label="Contents"><ul><% for (const { id, title } of it.sections) { %><li><a href="#<%= id %>"><%= title %></a></li><% } %></ul></nav></header>
<section aria-label="In short"><dl class="tiles">
<% for (const tile of it.tiles) { %><div><dt><%= tile.name %></dt><dd class="figure"><%= tile.text %></dd><dd class="spread"><%= tile.more %></dd></div>
<% } %></dl></section>
<% for (const section of it.sections) { %>
<section><h2 id="<%= section.id %>"><%= section.title %></h2>
<% for (const sentence of section.sentences) { %><p><%= sentence %></p>
<% } %><% for (const chart of section.charts) { %><h3><%= chart.chart.title %></h3><%~ include('@chart', chart) %>
<% } %><% for (const table of section.tables) { %><% if (table.isFolded) { %><details><summary><%= table.title %></summary><h3><%= table.title %></h3><%~ include('@table', table) %></details>
<% } else { %><h3><%= table.title %></h3><%~ include('@table', table) %>
<% } %><% } %></section>
<% } %>
<footer>runcast <%= it.runcast %></footer>
</main>
</body>
</html>
`;
