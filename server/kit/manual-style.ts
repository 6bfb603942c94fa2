// How the pages of the manual look: the colours and measures of web/kit/theme.ts, by the light of the reader's device.
export const manualStyle = `
:root {
  color-scheme: light dark;
  --page: #faf9f7; --paper: #ffffff; --sunken: #f4f2ef; --line: #e6e2dc; --ink: #211f1c; --dim: #6b665d;
  --accent: hsl(180 60% 28%); --accent-soft: hsl(180 34% 93%);
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #191816; --paper: #201e1c; --sunken: #141311; --line: #322f2b; --ink: #e8e5df; --dim: #a8a39a;
    --accent: hsl(180 42% 60%); --accent-soft: hsl(180 30% 17%);
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 16px; }
body {
  margin: 0; background: var(--page); color: var(--ink);
  font: 15px/1.6 "Inter Variable", Inter, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
}
a { color: var(--accent); text-underline-offset: 2px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
header {
  display: flex; flex-wrap: wrap; gap: 4px 20px; align-items: baseline;
  padding: 12px 24px; background: var(--paper); border-bottom: 1px solid var(--line);
}
header a { text-decoration: none; padding: 4px 0; }
header .product { color: var(--ink); font-weight: 650; }
.space { flex: 1; }
.columns { display: flex; gap: 32px; max-width: 1080px; margin: 0 auto; padding: 24px; }
.columns > nav { flex: 0 0 216px; font-size: 14px; }
.columns > nav ul { list-style: none; margin: 0; padding: 0; position: sticky; top: 24px; }
.columns > nav li { margin: 0; }
.columns > nav a { display: block; padding: 5px 10px; border-radius: 8px; color: var(--dim); text-decoration: none; }
.columns > nav a:hover { color: var(--ink); background: var(--sunken); }
.columns > nav a[aria-current] { color: var(--accent); background: var(--accent-soft); font-weight: 500; }
main {
  flex: 1 1 auto; min-width: 0; max-width: 760px; margin: 0 auto; padding: 24px 32px 32px;
  background: var(--paper); border: 1px solid var(--line); border-radius: 8px;
}
h1 { margin: 0 0 12px; font-size: 24px; line-height: 1.25; font-weight: 650; }
h2 { margin: 28px 0 8px; font-size: 17px; line-height: 1.3; font-weight: 650; }
h3 { margin: 20px 0 4px; font-size: 15px; font-weight: 650; }
p, ul, ol { margin: 0 0 12px; }
ul, ol { padding-left: 20px; }
li { margin-bottom: 6px; }
.sections { margin-bottom: 16px; padding: 8px 14px; background: var(--sunken); border-radius: 8px; font-size: 14px; }
.sections ul { display: flex; flex-wrap: wrap; gap: 2px 18px; list-style: none; margin: 0; padding: 0; }
.sections li { margin: 0; }
.sections a { display: block; padding: 3px 0; text-decoration: none; }
.all { columns: 2 220px; }
pre { margin: 0 0 12px; padding: 10px 14px; overflow-x: auto; background: var(--sunken); border-radius: 8px; }
code { font: 13px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
:not(pre) > code { padding: 1px 4px; background: var(--sunken); border-radius: 4px; }
pre code { overflow-wrap: normal; }
table { display: block; overflow-x: auto; margin: 0 0 12px; border-collapse: collapse; font-size: 14px; }
th, td { padding: 6px 14px 6px 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
th { font-weight: 650; }
@media (max-width: 760px) {
  header { padding: 10px 16px; }
  .columns { display: block; padding: 0; }
  .columns > nav { display: none; }
  main { padding: 20px 16px 40px; border: 0; border-radius: 0; }
  header a, .all a { padding: 8px 0; }
}
@media print {
  header, nav { display: none; }
  main { border: 0; padding: 0; max-width: none; }
}
`
