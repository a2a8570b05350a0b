/** The markup of the pages about a backtest and a forecast. Every text goes through the escaping `<%= %>`; only drawings of our own making are let through as they are. */

/** What both begin with. */
const HEADER = `<%~ include('@head', it) %>
<body>
<main>
<header>
<p class="eyebrow">runcast backtest</p>
<h1><%= it.title %></h1>
<p class="verdict"><span class="badge <%= it.verdict %>"><%= it.badge %></span></p>
<p class="lead"><%= it.headline %></p>
<p class="quiet"><%= it.basis %></p>
<% for (const alarm of it.alarms) { %><p class="alarm" role="note"><b>Note.</b> <%= alarm %></p>
<% } %></header>
`;

/** Of a backtest. */
export const BACKTEST_TEMPLATE = `${HEADER}<section><h2><%= it.figures.title %></h2><%~ include('@table', it.figures) %>
<% for (const sentence of it.sentences) { %><p><%= sentence %></p>
<% } %></section>
<% for (const chart of it.charts) { %><section><h2><%= chart.chart.title %></h2><%~ include('@chart', chart) %></section>
<% } %>
<% if (it.absences.length > 0) { %><section><h2>Runners that were away</h2>
<% for (const absence of it.absences) { %><p><%= absence.words %></p><% if (absence.event) { %><pre class="wrap"><%= absence.event %></pre><% } %>
<% } %></section><% } %>
<section><h2><%= it.days.title %></h2><%~ include('@table', it.days) %></section>
<% for (const group of it.groups) { %><section><h2><%= group.title %></h2><%~ include('@table', group) %></section>
<% } %>
<% if (it.labels) { %><section><h2><%= it.labels.title %></h2><%~ include('@table', it.labels) %></section><% } %>
<%~ include('@foot', it) %>`;

/** Of a forecast from a history. */
export const FORECAST_TEMPLATE = `${HEADER}<% for (const chart of it.charts) { %><section><h2><%= chart.chart.title %></h2><%~ include('@chart', chart) %></section>
<% } %>
<% for (const table of it.tables) { %><section><h2><%= table.title %></h2><%~ include('@table', table) %></section>
<% } %>
<% if (it.sentences.length > 0) { %><section><h2>What was decided about the load</h2><% for (const sentence of it.sentences) { %><p><%= sentence %></p>
<% } %></section><% } %>
<%~ include('@foot', it) %>`;
