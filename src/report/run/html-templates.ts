/** The markup of the page. Every text goes through the escaping `<%= %>`; only drawings of our own making are let through as they are. */

/** Templates by the name under which they include each other; `page` is the whole. */
export const PAGE_TEMPLATES = {
  story: `<h3><%= it.story.title %></h3>
<% if (it.picture) { %><%~ include('@chart', it.picture) %><% } %>
<ol class="story"><% for (const { at, words } of it.story.lines) { %><li><span class="when"><%= at %></span><span><%= words %></span></li><% } %></ol>
<% for (const sentence of it.story.sentences) { %><p><%= sentence %></p><% } %>
`,
  folded: `<% if (it.tables.length > 0) { %><details><summary><%= it.summary ?? it.tables.map(({ title }) => title).join(', ') %></summary>
<% for (const table of it.tables) { %><h3><%= table.title %></h3><%~ include('@table', table) %><% } %></details><% } %>`,
  page: `<%~ include('@head', { title: it.model.summary.name, runcast: it.model.runcast, styleHash: it.styleHash, style: it.style }) %>
<body>
<main>
<header>
<p class="eyebrow">runcast forecast</p>
<h1><%= it.model.summary.name %></h1>
<p class="verdict"><% if (it.verdict) { %><span class="badge <%= it.model.summary.verdict %>"><%= it.verdict %></span> <% } %><span><%= it.headline %></span></p>
<% if (it.lead) { %><p class="lead"><%= it.lead %></p>
<% } %><p class="quiet"><%= it.model.summary.basis %></p>
<% for (const alarm of it.model.summary.alarms) { %><p class="alarm" role="note"><b>Note.</b> <%= alarm %></p>
<% } %><nav aria-label="Contents"><ul><% for (const { id, title } of it.contents) { %><li><a href="#<%= id %>"><%= title %></a></li><% } %></ul></nav></header>

<% if (it.short) { %><section aria-label="In short"><dl class="tiles">
<% for (const row of it.short.rows) { %><div><dt><%= row.name %></dt><dd class="figure"><%= row.cells[0] %></dd><dd class="spread"><%= row.cells[1] ?? '' %></dd></div>
<% } %></dl>
<% for (const note of it.short.notes) { %><p class="note"><%= note.text %></p><% } %></section>
<% } %>
<% if (it.model.summary.stories.length + it.storyTables.length > 0) { %><section><h2 id="happened">What happened</h2>
<% for (const told of it.stories) { %><%~ include('@story', told) %><% } %>
<% for (const table of it.storyTables) { %><h3><%= table.title %></h3><%~ include('@table', table) %><% } %>
<% if (it.otherStories.length > 0) { %><details><summary><%= it.otherStories.map(({ story }) => story.title).join('; ') %></summary>
<% for (const told of it.otherStories) { %><%~ include('@story', told) %><% } %></details><% } %></section>
<% } %>
<% if (it.thresholds.length > 0) { %><section><h2 id="thresholds">Thresholds</h2>
<div class="scroll" role="region" tabindex="0" aria-label="Thresholds"><table class="thresholds"><thead><tr><th scope="col">verdict</th><th scope="col">of what</th><th scope="col">wanted</th><th scope="col">found</th><th scope="col">against the line</th></tr></thead><tbody>
<% for (const t of it.thresholds) { %><tr><td class="<%= t.verdict %>"><%= t.word %></td><th scope="row"><% for (const [i, part] of t.subject.entries()) { %><%~ i > 0 && part !== '' ? '<wbr>' : '' %><%= part %><% } %></th><td data-label="wanted"><%= t.condition %><% if (t.note) { %><span class="source">target: <%= t.note %></span><% } %></td><td data-label="found"><%= t.found %></td><td><%~ t.mark %></td></tr>
<% } %></tbody></table></div></section>
<% } %>
<% if (it.model.summary.advice.length > 0) { %><section><h2 id="advice">What held jobs, and what bears on it</h2>
<ul><% for (const sentence of it.model.summary.advice) { %><li><%= sentence %></li><% } %></ul></section>
<% } %>
<% if (it.cost) { %><section><h2 id="cost">Cost</h2><%~ include('@chart', it.cost) %>
<% for (const table of it.costTables) { %><%~ include('@table', table) %><% } %>
<%~ include('@folded', { tables: it.foldedCostTables }) %></section>
<% } %>
<section><h2 id="waiting">How long jobs waited</h2>
<% if (it.queueTime) { %><%~ include('@chart', it.queueTime) %><% } %>
<%~ include('@table', it.shares) %>
<% for (const table of it.jobTables) { %><h3><%= table.title %></h3><%~ include('@table', table) %><% } %>
<%~ include('@folded', { tables: it.foldedJobTables }) %>
<% if (it.queueLength) { %><details><summary><%= it.queueLength.chart.title %>, over time</summary><p class="quiet"><%= it.model.chartBasis %></p><%~ include('@chart', it.queueLength) %></details><% } %></section>

<% if (it.waits) { %><section><h2 id="why">Why jobs waited</h2>
<% if (it.waiting) { %><h3><%= it.waiting.chart.title %></h3><p class="quiet"><%= it.model.chartBasis %></p><%~ include('@chart', it.waiting) %><% } %>
<%~ include('@table', it.waits) %>
<% if (it.waitNotes.length > 0) { %><details><summary>Of each part, and preparation</summary>
<% for (const note of it.waitNotes) { %><p class="note"><%= note.text %></p><% } %></details><% } %></section>
<% } %>
<% if (it.machines.length > 0) { %><section><h2 id="machines">Machines over time</h2><p class="quiet"><%= it.model.chartBasis %></p>
<% const [all, ...groups] = it.machines; %><%~ include('@chart', all) %>
<% if (groups.length > 0) { %><details><summary>Machines of each group</summary>
<% for (const drawn of groups) { %><h3><%= drawn.chart.title %></h3><%~ include('@chart', drawn) %><% } %></details><% } %></section>
<% } %>
<section><h2 id="fleet">Fleet</h2>
<% for (const table of it.fleetTables) { %><h3><%= table.title %></h3><%~ include('@table', table) %><% } %>
<%~ include('@folded', { tables: it.foldedFleetTables }) %></section>

<% if (it.model.warnings.length > 0) { %><section><h2 id="warnings">Warnings</h2>
<ul><% for (const warning of it.model.warnings) { %><li><%= warning %></li><% } %></ul></section>
<% } %>
<% if (it.model.summary.defaults.length > 0) { %><section><h2 id="assumed">What is assumed</h2>
<details><summary><%= it.assumedCount %> values that the scenario does not say</summary>
<ul class="assumed"><% for (const { thing, values } of it.model.summary.defaults) { %><li><b><%= thing %></b><br><%= values.join(', ') %></li>
<% } %></ul></details></section>
<% } %>
<section><h2 id="scenario">The scenario</h2>
<p class="quiet"><code><%= it.model.scenario.file %></code>, sha256:<%= it.model.scenario.hash %></p>
<% if (it.model.scenario.text) { %><details><summary>The complete scenario, every default filled in, secrets masked</summary><pre tabindex="0"><%= it.model.scenario.text %></pre></details><% } %></section>
<section><h2 id="again">The same again</h2><pre class="wrap"><%= it.model.summary.rerun %></pre></section>
<footer>runcast <%= it.model.runcast %></footer>
</main>
</body>
</html>
`,
} as const;
