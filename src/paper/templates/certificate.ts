import type { PaperTemplate } from './template.ts';

/**
 * The paper form of a certificate: an A4 sheet in two languages. Its text is Typst; all that a certificate says comes
 * in as data (`/data.json`) and is only ever shown, never read as markup. Raise the version with every change.
 */
export const certificateTemplate: PaperTemplate = {
  name: 'certificate',
  version: 2,
  text: String.raw`
#let d = json("/data.json")
#let ink = rgb("#12263a")
#let quiet = rgb("#5a6b7b")
#let line-colour = rgb("#9fb0bf")
#let tint = rgb("#f2f5f8")

#set document(
  title: d.at("title").at(0) + " " + d.number,
  author: d.authority.at(0),
  date: datetime(
    year: d.date.at(0), month: d.date.at(1), day: d.date.at(2),
    hour: d.date.at(3), minute: d.date.at(4), second: d.date.at(5),
  ),
)
#set text(font: ("Noto Sans SC", "Vazirmatn", "Noto Sans Arabic"), size: 8.5pt, fill: ink, lang: d.language)
// An Arabic sheet runs from right to left; what holds no Arabic letter keeps its own direction on it.
#let is-rtl = d.language == "ar"
#let is-arabic(value) = value.match(regex("\\p{Arabic}")) != none
// Numbers and identifiers: whatever stands beside them does not draw them into its own run.
#let latin(value) = box(text(dir: ltr, value))
// A short text whose full stop would else stand on its wrong side.
#let word-of(value) = if is-rtl and not is-arabic(value) and value.ends-with(".") { latin(value) } else { value }
#let sentence(value) = block(width: 100%, spacing: 0.5em,
  align(start, text(dir: if is-arabic(value) { rtl } else { ltr }, align(if is-rtl { right } else { left }, value))))
#let line-of(value) = if is-rtl { sentence(value) } else { text(value) }
// The apostrophe of a Latin word is as wide as a Chinese character unless asked otherwise.
#show regex("\\p{Latin}[’‘]\\p{Latin}?"): set text(features: ("pwid",))
#set par(leading: 0.5em, spacing: 0.6em)

// A line of text too small to be copied by a scanner: number and digest over and over.
#let microtext = block(width: 100%, height: 1.3pt, clip: true, spacing: 0pt,
  text(size: 1.15pt, fill: ink, box(width: 1200pt, d.micro)))

#let bilingual(pair, size: 8.5pt, weight: "bold") = {
  text(size: size, weight: weight, pair.at(0))
  if pair.at(1) != "" and pair.at(1) != pair.at(0) {
    text(size: size * 0.82, fill: quiet, [ #word-of(pair.at(1))])
  }
}
#let label(pair) = {
  text(size: 6.4pt, fill: quiet, pair.at(0))
  if pair.at(1) != "" and pair.at(1) != pair.at(0) { text(size: 6.4pt, fill: quiet, [ · #word-of(pair.at(1))]) }
}
#let shown(values) = for (index, value) in values.enumerate() {
  if index > 0 and not is-rtl { linebreak() }
  line-of(value)
}

#set page(
  paper: "a4",
  margin: (top: 28mm, bottom: 25mm, x: 17mm),
  background: {
    place(center + horizon, rect(width: 100% - 16mm, height: 100% - 16mm, stroke: 0.9pt + ink))
    place(center + horizon, rect(width: 100% - 18.4mm, height: 100% - 18.4mm, stroke: 0.35pt + line-colour))
  },
  // Over what stands below, tables and their grounds included.
  foreground: if d.overprint != none {
    place(center + horizon, rotate(-38deg,
      align(center, text(size: 60pt, weight: "bold", fill: rgb(150, 40, 40, 48),
        d.overprint.at(0) + linebreak() + text(size: 34pt, d.overprint.at(1))))))
  },
  header-ascent: 5mm,
  header: context {
    let first = counter(page).get().first() == 1
    grid(columns: (1fr, auto), align: (start + bottom, end + bottom),
      if first { [] } else { bilingual(d.title, size: 8.5pt) },
      [#label(d.words.number) #h(2mm) #text(weight: "bold", size: 10pt, latin(d.number))],
    )
    v(1.2mm, weak: true)
    microtext
  },
  footer-descent: 4mm,
  footer: context {
    microtext
    v(1.6mm, weak: true)
    grid(columns: (1fr, auto, 1fr), align: (start, center, end),
      [#label(d.words.paper) #h(1.5mm) #text(size: 8pt, weight: "bold", latin(d.paper))],
      text(size: 7.5pt, latin(str(counter(page).get().first()) + " / " + str(counter(page).final().first()))),
      text(size: 5.6pt, fill: quiet, d.words.digest.at(0) + " " + latin(d.digest.slice(0, 32)) + linebreak() + latin(d.digest.slice(32))),
    )
  },
)

#align(center, stack(dir: ttb, spacing: 2.4mm,
  text(size: 12.5pt, weight: "bold", d.authority.at(0)),
  ..if d.authority.at(1) != "" { (text(size: 9.5pt, fill: quiet, d.authority.at(1)),) },
  v(4.2mm),
  text(size: 17pt, weight: "bold", d.title.at(0)),
  ..if d.title.at(1) != "" and d.title.at(1) != d.title.at(0) { (text(size: 10.5pt, d.title.at(1)),) },
  line(length: 42mm, stroke: 0.6pt + ink),
))
#v(2mm)

#let heading-of(pair) = block(above: 4.2mm, below: 2.4mm, sticky: true,
  grid(columns: (auto, 1fr), column-gutter: 2mm, align: horizon,
    bilingual(pair, size: 8.6pt), line(length: 100%, stroke: 0.4pt + line-colour)))

#let fields-of(section) = {
  heading-of(section.label)
  grid(columns: (1fr, 1fr), column-gutter: 5mm, row-gutter: 2.4mm,
    ..section.rows.map(row => row.map(field => grid.cell(
      colspan: if row.len() == 1 { 2 } else { 1 },
      block(width: 100%, { label(field.label); linebreak(); shown(field.values) })))).flatten())
}

// What does not fit beside the line stands below it, with its label: nothing is left out.
#let table-of(section) = {
  heading-of(section.label)
  let count = section.columns.len()
  set text(size: 7.6pt)
  table(columns: section.widths.map(width => width * 1fr),
    stroke: (x, y) => (bottom: 0.35pt + line-colour, top: if y == 0 { 0.6pt + ink }),
    inset: (x: 1.2mm, y: 1.1mm), align: start + top,
    fill: (x, y) => if y == 0 { tint },
    table.header(..section.columns.map(pair => label(pair))),
    ..section.rows.map(row => (
      ..row.cells.map(cell => table.cell(breakable: false, shown(cell))),
      ..if row.more.len() > 0 {
        (table.cell(colspan: count, inset: (if is-rtl { (right: 6mm, left: 1.2mm, y: 0.9mm) } else { (left: 6mm, right: 1.2mm, y: 0.9mm) }),
          row.more.map(pair => [#label(pair.label): #text(size: 7.2pt, pair.text)]).join([ #h(2.5mm) ])),)
      },
    )).flatten())
}

#for section in d.sections {
  if section.kind == "fields" { fields-of(section) } else { table-of(section) }
}

#block(breakable: false, above: 6mm, width: 100%)[
  #line(length: 100%, stroke: 0.6pt + ink)
  #v(1.5mm, weak: true)
  #grid(columns: if d.qr == none { (1fr,) } else { (1fr, auto) }, column-gutter: 6mm,
    [
      #stack(dir: ttb, spacing: 1.6mm, bilingual(d.words.sealed, size: 8.6pt),
        ..d.sealing.map(row => [#label(row.label) #linebreak() #text(size: 8pt, latin(row.text))]))
      #v(9mm)
      #line(length: 62mm, stroke: 0.4pt + ink)
      #label(d.words.signature)
      #if d.words.verify != none {
        v(2mm)
        text(size: 6.8pt, sentence(d.words.verify.at(0)))
        text(size: 6.4pt, fill: quiet, sentence(d.words.verify.at(1)))
      }
    ],
    ..if d.qr == none { () } else {
      (align(end, if d.qr.svg == none {
        image(read("/symbol.raw", encoding: none), width: d.qr.millimetres * 1mm, alt: "QR",
          format: (encoding: "luma8", width: d.qr.pixels, height: d.qr.pixels), scaling: "pixelated")
      } else {
        image(bytes(d.qr.svg), format: "svg", width: d.qr.millimetres * 1mm, alt: "QR")
      }),)
    },
  )
]

#if d.attach {
  pdf.embed("/sealed.xml", read("/sealed.xml", encoding: none), relationship: "source",
    mime-type: "application/xml", description: d.words.embedded.at(1))
}
`,
};
