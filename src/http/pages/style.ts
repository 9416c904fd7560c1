/** The one style sheet of our pages: no fonts to fetch, readable in light and dark, and on paper. */
export const STYLE = `:root{color-scheme:light dark;--ink:#16202b;--soft:#4a5866;--line:#c9d1d9;--paper:#fff;--tint:#f2f5f8;--link:#0b5394;--good:#14642f;--bad:#a01c1c;--measure:46rem}
@media (prefers-color-scheme:dark){:root{--ink:#e6ebf0;--soft:#a9b4bf;--line:#3b4753;--paper:#12181f;--tint:#1b232c;--link:#8ec5ff;--good:#7fd79a;--bad:#ff9c9c}}
*{box-sizing:border-box}
html{font:100%/1.6 system-ui,"Segoe UI","PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans Arabic",sans-serif}
body{margin:0;background:var(--paper);color:var(--ink);overflow-wrap:anywhere}
.skip{position:absolute;inset-inline-start:-99rem}
.skip:focus{inset-inline-start:1rem;inset-block-start:1rem;background:var(--paper);padding:.5rem 1rem;z-index:1}
header,main,footer{max-width:calc(var(--measure) + 4rem);margin:0 auto;padding:1rem 2rem}
header{display:flex;flex-wrap:wrap;gap:.5rem 1.5rem;align-items:baseline;border-bottom:1px solid var(--line)}
header .name{font-weight:700;text-decoration:none;color:var(--ink);margin-inline-end:auto}
footer{border-top:1px solid var(--line);color:var(--soft);font-size:.9rem;margin-top:3rem}
a{color:var(--link)}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
h1{font-size:1.9rem;line-height:1.25;margin:1.5rem 0 .5rem}
h2{font-size:1.35rem;margin:2.5rem 0 .5rem;border-bottom:1px solid var(--line);padding-bottom:.25rem}
h3{font-size:1.05rem;margin:2rem 0 .25rem}
.lead{font-size:1.15rem;color:var(--soft)}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(15rem,1fr));gap:1rem;padding:0;list-style:none}
.cards li{border:1px solid var(--line);border-radius:.4rem;padding:1rem;background:var(--tint)}
.cards a{font-weight:600}
code,pre,kbd{font:.92em/1.5 ui-monospace,"SFMono-Regular",Menlo,Consolas,monospace;direction:ltr;unicode-bidi:isolate}
code{background:var(--tint);padding:.1em .3em;border-radius:.2em}
pre{background:var(--tint);border:1px solid var(--line);border-radius:.3rem;padding:.75rem 1rem;white-space:pre-wrap}
pre code{padding:0}
table{border-collapse:collapse;width:100%;margin:.75rem 0;font-size:.95rem}
.scroll{overflow-x:auto}
caption{text-align:start;font-weight:600;padding:.25rem 0}
th,td{text-align:start;vertical-align:top;overflow-wrap:break-word;padding-block:.35rem;padding-inline:0 .75rem;border-bottom:1px solid var(--line)}
dl{display:grid;grid-template-columns:minmax(8rem,max-content) 1fr;gap:.3rem 1.5rem}
dt{color:var(--soft)}
dd{margin:0}
dd,td,input{unicode-bidi:plaintext;text-align:-webkit-match-parent;text-align:match-parent}
.method{font-weight:700}
.tag{border:1px solid var(--line);border-radius:.3rem;padding:0 .4em;font-size:.85rem;color:var(--soft)}
form{display:grid;gap:1rem;max-width:26rem;margin:1.5rem 0}
label{display:grid;gap:.25rem;font-weight:600}
label small{font-weight:400;color:var(--soft)}
input{font:inherit;padding:.5rem .6rem;border:1px solid var(--soft);border-radius:.3rem;background:var(--paper);color:var(--ink)}
button{font:inherit;font-weight:600;padding:.55rem 1.2rem;border:0;border-radius:.3rem;background:var(--link);color:var(--paper);justify-self:start;cursor:pointer}
.notice{border-inline-start:.35rem solid var(--link);background:var(--tint);padding:.75rem 1rem}
.bad{border-color:var(--bad)}
.good{border-color:var(--good)}
@media print{header nav,form,.skip,.screen{display:none}html{font-size:10.5pt}header,main,footer{max-width:none;padding:0}a{color:inherit}h2{break-after:avoid}h3{break-after:avoid}table,pre{break-inside:avoid}}
`;
