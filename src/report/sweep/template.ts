/** The markup of the page of a sweep. Every text goes through the escaping `<%= %>`; only drawings of our own making are let through as they are. */
export const SWEEP_TEMPLATE = `<%~ include('@head', it) %>
<body>
<main>
<header>
<p class="eyebrow">runcast sweep of settings</p>
<h1><%= it.title %></h1>
<p class="lead<%= it.tone === 'heading' ? '' : ' ' + it.tone %>"><b><%= it.headline %>.</b></p>
<p class="quiet"><%= it.basis %></p>
<% for (const alarm of it.alarms) { %><p class="alarm" role="note"><b>Note.</b> <%= alarm %></p>
<% } %></header>
<% if (it.scatter) { %>
<section><h2><%= it.scatter.chart.title %></h2><%~ include('@chart', it.scatter) %></section>
<% } %>
<% for (const map of it.maps) { %>
<section><h2><%= map.chart.title %></h2><p class="note">Down: <%= map.down %>.</p><%~ include('@chart', map) %></section>
<% } %>
<section><h2>All points</h2><%~ include('@table', it.table) %>
<% for (const note of it.notes) { %><p class="note"><%= note %></p>
<% } %></section>
<%~ include('@foot', it) %>`;
