/** The markup of the page about a plan. Every text goes through the escaping `<%= %>`; only drawings of our own making are let through as they are. */
export const PLAN_TEMPLATE = `<%~ include('@head', it) %>
<body>
<main>
<header>
<p class="eyebrow">runcast plan</p>
<h1><%= it.title %></h1>
<p class="lead <%= it.tone %>"><b><%= it.headline %></b></p>
<p class="quiet"><%= it.effort %></p>
<% for (const alarm of it.alarms) { %><p class="alarm" role="note"><b>Note.</b> <%= alarm %></p>
<% } %></header>
<section><h2>Today and the plan</h2><%~ include('@table', it.plan) %>
<% for (const sentence of it.sentences) { %><p><%= sentence %></p>
<% } %></section>
<% if (it.patches.length > 0) { %><section><h2>What to change</h2>
<% for (const patch of it.patches) { %><pre><%= patch.diff %></pre>
<% } %></section><% } %>
<% if (it.chart) { %><section><h2>Cost and waiting</h2><%~ include('@chart', it.chart) %></section><% } %>
<section><h2>Everything that was tried</h2><%~ include('@table', it.tried) %></section>
<%~ include('@foot', it) %>`;
