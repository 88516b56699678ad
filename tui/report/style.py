"""The style of a report: light and dark with AA contrast, and A4 for the printer."""

STYLE = """
:root{color-scheme:light dark;--b:#fff;--f:#1b1b1b;--m:#555;--r:#bbb;--x:#f1f3f5;--a:#1f5f99;--d:#9a4d00;--c:#a3143b}
@media(prefers-color-scheme:dark){:root{--b:#14161a;--f:#e8e8e8;--m:#b4b8be;--r:#666c75;--x:#22262c;--a:#86bdee;
--d:#eaad66;--c:#f59aac}}
*{box-sizing:border-box}
body{font:16px/1.5 system-ui,sans-serif;background:var(--b);color:var(--f);max-width:64rem;margin:0 auto;padding:1.5rem}
h1{font-size:1.7rem;line-height:1.2;margin:0}h2{font-size:1.25rem;margin:2rem 0 .5rem;border-top:1px solid var(--r);
padding-top:1rem}p{margin:.4rem 0}.m,caption,figcaption{color:var(--m)}a{color:var(--a)}
.k{font-size:1.1rem;margin:1rem 0;padding-left:1.2rem}.k li{margin:.3rem 0}figure{margin:1rem 0}
.w{overflow-x:auto;margin:.8rem 0}
table{border-collapse:collapse;font-size:.92rem}caption{text-align:left;padding:.2rem 0}
th,td{padding:.2rem .7rem .2rem 0;text-align:left;vertical-align:top;font-weight:400}
thead th{font-weight:600;border-bottom:1px solid var(--r)}tbody tr:nth-child(even){background:var(--x)}
.n{text-align:right;font-variant-numeric:tabular-nums}
svg{display:block;overflow:visible;max-width:100%}svg.l{position:relative;max-width:none}
svg.p{position:absolute}
path{fill:none;stroke:var(--a);stroke-width:2}.g{stroke:var(--r);stroke-width:1}.e{stroke:var(--m);stroke-width:1}
.h{stroke:transparent;stroke-width:8}.s,.a{fill:var(--a)}
.o{fill:none;stroke:var(--a);stroke-dasharray:2 2}.d{fill:url(#hatch);stroke:var(--d)}.d2{stroke:var(--d)}
.b{fill:none;stroke:var(--c);stroke-width:1.5}
.tip{opacity:0;pointer-events:none;position:relative;background:var(--f);color:var(--b);font-size:13px;line-height:1.35;
padding:.4rem .6rem;border-radius:3px}
foreignObject{overflow:visible;pointer-events:none}
.t:hover .tip,.t:focus .tip{opacity:1}.t:hover path,.t:focus path{stroke-width:4;stroke:var(--c)}
.t:focus{outline:none}.t:focus .h,.t:hover .h{stroke:var(--r);stroke-width:8}
svg.l:hover,svg.l:focus-within{z-index:2}
:focus-visible{outline:2px solid var(--c);outline-offset:2px}
del{color:var(--c)}ins{color:var(--a);text-decoration:underline 2px}
:target{outline:2px solid var(--c)}
@page{size:A4;margin:15mm}
@media print{:root{--b:#fff;--f:#000;--m:#444;--r:#999;--x:#fff;--a:#1f5f99;--d:#9a4d00;--c:#a3143b}
body{font-size:10pt;max-width:none;padding:0}h2{break-after:avoid}tr,figure,li{break-inside:avoid}
thead{display:table-header-group}.w{overflow:visible}.tip{display:none}
table{font-size:7.5pt}th,td{padding:.1rem .4rem .1rem 0;overflow-wrap:anywhere}.w svg{width:100px;height:auto}
thead th{overflow-wrap:normal}.k{font-size:11pt}svg,svg.l{max-width:100%}
details::details-content{content-visibility:visible;height:auto}}
"""
