/** The markup that pages share. Every text goes through the escaping `<%= %>`; only drawings of our own making are let through as they are. */

/** Templates by the name under which pages include them. */
export const PARTS = {
  head: `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '<%= it.styleHash %>'; img-src data:; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="runcast <%= it.runcast %>">
<meta name="referrer" content="no-referrer">
<title><%= it.title %> - runcast</title>
<link rel="icon" href="data:,">
<style><%~ it.style %></style>
</head>`,
  table: `<div class="scroll<%~ it.columns.length > 3 ? ' many' : '' %>" role="region" tabindex="0" aria-label="<%= it.title %>"><p class="hint">scroll sideways for all columns &rarr;</p><table<%~ it.columns.length < 4 ? ' class="few"' : '' %>><thead><tr>
<th scope="col"><%= it.head %></th>
<% for (const column of it.columns) { %><th scope="col"><%= column %></th><% } %></tr></thead><tbody>
<% for (const [i, row] of it.rows.entries()) { %>
<tr<%~ it.isSum && i === it.rows.length - 1 ? ' class="sum"' : '' %>><th scope="row"><%= row.name %></th>
<% for (const [j, cell] of row.cells.entries()) { %><td><%= cell %><% if (row.spread[j]) { %><span class="spread"><%= row.spread[j] %></span><% } %></td><% } %></tr>
<% } %></tbody></table></div>
<% for (const note of it.notes) { %><p class="note"><%= note.text %></p><% } %>
`,
  chart: `<figure>
<% if (it.chart.legend.length > 0) { %><ul class="legend">
<% for (const item of it.chart.legend) { %><li><svg class="c-<%= item.colour %>" viewBox="0 0 26 12" aria-hidden="true"><% if (item.form === 'area') { %><rect x="5" width="16" height="12" fill="currentColor"<% if (item.opacity !== undefined) { %> fill-opacity="<%= item.opacity %>"<% } %>/><% } else if (item.form === 'line') { %><path d="M0,6H26" stroke="currentColor" stroke-width="2.5" fill="none"<% if (item.dash && item.dash.length > 0) { %> stroke-dasharray="<%= item.dash.join(',') %>"<% } %>/><% } else { %><path d="M13,1L19,11H7Z" fill="currentColor"/><% } %></svg><%= item.name %></li>
<% } %></ul><% } %>
<%~ it.svg %>
<% if (!it.chart.isTabled) { %><figcaption><%= it.chart.description %></figcaption><% } %>
</figure>
`,
  foot: `<section><h2>The scenario</h2>
<p class="quiet"><code><%= it.file %></code>, sha256:<%= it.hash %></p></section>
<section><h2>The same again</h2><pre class="wrap"><%= it.rerun %></pre></section>
<footer>runcast <%= it.runcast %></footer>
</main>
</body>
</html>
`,
} as const;
