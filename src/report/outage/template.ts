/** The markup of the page about outages. Every text goes through the escaping `<%= %>`; only drawings of our own making are let through as they are. */
export const OUTAGE_TEMPLATE = `<%~ include('@head', it) %>
<body>
<main>
<header>
<p class="eyebrow">runcast study of outages</p>
<h1><%= it.title %></h1>
<% for (const sentence of it.findings) { %><p class="lead"><%= sentence %></p>
<% } %><p class="quiet"><%= it.lead %></p>
<% for (const alarm of it.alarms) { %><p class="alarm" role="note"><b>Note.</b> <%= alarm %></p>
<% } %></header>
<% for (const section of it.sections) { %>
<section><h2><%= section.title %></h2>
<% for (const drawn of section.charts) { %><h3><%= drawn.chart.title %></h3><%~ include('@chart', drawn) %><% } %></section>
<% } %>
<% if (it.availability.length > 0) { %><section><h2>Availability over a year</h2>
<% for (const sentence of it.availability) { %><p><%= sentence %></p>
<% } %><% if (it.drawn.rows.length > 0) { %><h3><%= it.drawn.title %></h3><%~ include('@table', it.drawn) %><% } %></section>
<% } %>
<%~ include('@foot', it) %>`;
