package report

// This file writes reports as LaTeX, for papers. The document has no figures in files
// of their own: tables, rules and the picture environment draw everything, so that
// one file is enough.

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/w2vattn/w2vattn/report/picture"
)

// A latexPage writes a document that pdflatex, xelatex and lualatex compile with the packages
// of a basic LaTeX. For Hangul and Chinese, pdflatex needs kotex or CJKutf8, and the others
// need a font. Characters that cannot be typeset are shown as their code points, so that a
// document always compiles.
type latexPage struct{}

// latexPreamble begins a document. \cjk{CODE}{CHARACTER} typesets a character of Korean,
// Chinese or Japanese, or shows its code point where no font has it; \other does so for
// all other characters that are not Latin, of which the fonts of the text come before those
// of Hangul. \fitted scales a box down to the width of the
// text, and \weightbar draws a bar of a length in millimetres.
const latexPreamble = `\documentclass[a4paper]{article}
% Compile with pdflatex, xelatex or lualatex.
\usepackage{iftex,array,longtable,graphicx}
\usepackage[margin=20mm]{geometry}
\usepackage{color,colortbl}
\ifPDFTeX
  \usepackage[T1]{fontenc}
  \usepackage[utf8]{inputenc}
  \usepackage{textcomp}
  \newcommand\cjk[2]{{\normalfont\sffamily\scriptsize U+#1}}
  \newcommand\cjkbykotex[2]{#2}
  \newcommand\cjkbycjk[2]{\begin{CJK}{UTF8}{mj}#2\end{CJK}}
  \IfFileExists{kotex.sty}{\usepackage{kotex}\let\cjk\cjkbykotex}{%
    \IfFileExists{CJKutf8.sty}{\usepackage{CJKutf8}\let\cjk\cjkbycjk}{}}
  \newcommand\other[2]{{\normalfont\sffamily\scriptsize U+#1}}
\else
  \usepackage{fontspec}
  \let\cjkfont\relax
  \newcommand\tryfont[1]{\IfFontExistsTF{#1}{\let\cjkfont\relax\newfontfamily\cjkfont{#1}}{}}
  \tryfont{NanumGothic}\tryfont{UnDotum}\tryfont{Malgun Gothic}\tryfont{Apple SD Gothic Neo}\tryfont{Noto Sans CJK KR}
  \newcommand\cjk[2]{{\cjkfont\iffontchar\font"#1 #2\else\normalfont\scriptsize U+#1\fi}}
  \newcommand\other[2]{\iffontchar\font"#1 #2\else\cjk{#1}{#2}\fi}
\fi
\definecolor{accent}{rgb}{0.173,0.447,0.557}
\newsavebox\wide
\newcommand\fitted[1]{\sbox\wide{#1}%
  \ifdim\wd\wide>\linewidth\resizebox{\linewidth}{!}{\usebox\wide}\else\usebox\wide\fi}
\newcommand\weightbar[1]{\textcolor{accent}{\rule{#1mm}{1.6ex}}}
\setlength\parindent{0pt}
\setlength\parskip{4pt}
\raggedright
\begin{document}
`

// begin, separate, end, heading and remark write the preamble, the space between two parts,
// the end, a section without a number, and a paragraph.
func (p *latexPage) begin(b *strings.Builder, _ string) { b.WriteString(latexPreamble) }
func (p *latexPage) separate(b *strings.Builder)        { b.WriteString("\\bigskip\n\n") }
func (p *latexPage) end(b *strings.Builder)             { b.WriteString("\\end{document}\n") }
func (p *latexPage) heading(b *strings.Builder, h heading) {
	fmt.Fprintf(b, "\\subsection*{%s}\n\n", latex(line(h)))
}
func (p *latexPage) remark(b *strings.Builder, r remark) {
	s := latex(r.line)
	if r.advice {
		s = "\\emph{" + s + "}"
	}
	b.WriteString(s + "\n\n")
}

// maxFitted is the number of rows up to which a table is kept on one page. A page of A4
// with these margins has some 60 lines of this font, which a table shares with its
// heading and remarks.
const maxFitted = 40

// table writes a tabular, scaled down to the width of the text if necessary, or a longtable if
// it has more rows than fit on a page.
func (p *latexPage) table(b *strings.Builder, t *table) {
	if !t.right {
		b.WriteString(latex(t.caption) + "\n\n")
	}
	rows := append(t.rows[:len(t.rows):len(t.rows)], t.footer...)
	if len(rows) == 0 {
		return
	}
	begin, end := "\\fitted{\\begin{tabular}{%s}\n", "\\end{tabular}}\n\n"
	if len(rows) > maxFitted {
		begin, end = "\\begin{longtable}[l]{%s}\n", "\\end{longtable}\n\n"
	}
	fmt.Fprintf(b, begin, p.alignment(t, len(rows[0])))
	if t.header != nil {
		cells := make([]string, len(t.header))
		for i, l := range t.header {
			cells[i] = latex(l)
		}
		if t.bars {
			cells[len(cells)-1] = latexAxis
		}
		b.WriteString(strings.Join(cells, " & ") + " \\\\ \\hline\n")
	}
	for _, row := range rows {
		cells := make([]string, len(row))
		for i, c := range row {
			cells[i] = latexCell(c)
		}
		b.WriteString(strings.Join(cells, " & ") + " \\\\\n")
	}
	b.WriteString(end)
}

// alignment returns the argument of tabular. Lists of words are wrapped.
func (p *latexPage) alignment(t *table, n int) string {
	var b strings.Builder
	for i := range n {
		switch {
		case t.right && i > 0 && i < columns(t):
			b.WriteByte('r')
		case !t.right && i == n-1:
			b.WriteString("p{0.65\\linewidth}")
		default:
			b.WriteByte('l')
		}
	}
	return b.String()
}

// latexAxis is the title of a column of bars: the scale, as long as the bar of the weight 1.
const latexAxis = `\makebox[50mm]{0\hfill.5\hfill1}`

// latexCell returns a cell: a weight on its colour, a rule as long as its weight (50 mm for
// the weight 1), or text.
func latexCell(c cell) string {
	switch c.kind {
	case heat:
		level := picture.Level(float64(c.weight), float64(c.top))
		ink := "white"
		if picture.Viridis.DarkText(level) {
			ink = "black"
		}
		return fmt.Sprintf("\\cellcolor[rgb]{%s}\\textcolor{%s}{%s}", latexRGB(picture.Viridis.Color(level)), ink,
			latex(c.line))
	case bar:
		return latexBar(c.weight)
	}
	return latex(c.line)
}

// latexBar returns a rule as long as its weight.
func latexBar(weight float32) string {
	if length := 50 * fraction(weight); length > 0 {
		return fmt.Sprintf("\\weightbar{%.2f}", length)
	}
	return ""
}

// latexRGB returns a colour in the form of package color.
func latexRGB(c picture.RGB) string {
	return fmt.Sprintf("%.3f,%.3f,%.3f", float64(c.R)/255, float64(c.G)/255, float64(c.B)/255)
}

// figure draws a heat map that is too large for a table, in LaTeX's own picture
// environment, which needs no package. A pixel is half a point; the picture is scaled
// down if it is wider than the text. Other figures repeat a table and are left out.
func (p *latexPage) figure(b *strings.Builder, f figure) {
	if f.page || f.cells == nil || !f.cells.wide() {
		return
	}
	q := f.picture
	fmt.Fprintf(b, "\\fitted{\\setlength\\unitlength{0.5pt}\\begin{picture}(%.0f,%.0f)\n", q.Width, q.Height)
	for _, m := range q.Marks {
		switch m := m.(type) {
		case picture.Text:
			latexText(b, m, q.Height)
		case picture.Grid:
			latexGrid(b, m, q.Height)
		case picture.Hatch: // in grey
			fmt.Fprintf(b, "\\put(%.2f,%.2f){\\textcolor[gray]{.88}{\\rule{%.2f\\unitlength}{%.2f\\unitlength}}}\n",
				m.X, q.Height-m.Y-m.H, m.W, m.H)
		}
	}
	b.WriteString("\\end{picture}}\n\n")
}

// latexText writes a text of a drawing at its position. y grows upwards in LaTeX, so it
// is measured from the height of the drawing; angles grow counterclockwise.
func latexText(b *strings.Builder, t picture.Text, height float64) {
	anchor := map[picture.Anchor]string{picture.Start: "bl", picture.Middle: "b", picture.End: "br"}[t.Anchor]
	s := fmt.Sprintf("\\makebox(0,0)[%s]{\\fontsize{%.1fpt}{%.1fpt}\\selectfont %s}",
		anchor, t.Size/2, t.Size/2, latex(say(t.S)))
	if t.Angle != 0 {
		s = fmt.Sprintf("\\rotatebox[origin=bl]{%.0f}{%s}", -t.Angle, s)
	}
	fmt.Fprintf(b, "\\put(%.2f,%.2f){%s}\n", t.X, height-t.Y, s)
}

// latexGrid draws cells of the same colour that touch in a row as one rule, which
// makes documents of large matrices several times smaller. A row of g begins at y =
// height − g.Y and grows downwards, so the lower edge of row r is (r + 1) cells below
// it.
func latexGrid(b *strings.Builder, g picture.Grid, height float64) {
	for r := range g.Runs() {
		fmt.Fprintf(b, "\\put(%.2f,%.2f){\\textcolor[rgb]{%s}{\\rule{%.2f\\unitlength}{%.2f\\unitlength}}}\n",
			g.X+float64(g.Cell*float64(r.Begin)), height-g.Y-float64(g.Cell*float64(r.Row+1)),
			latexRGB(g.Palette.Color(r.Level)), g.Cell*float64(r.End-r.Begin), g.Cell)
	}
}

// latexOf maps characters with a meaning in TeX, and those that its fonts have in mathematics
// only, to how they are written.
var latexOf = map[rune]string{
	'\\': `\textbackslash{}`, '{': `\{`, '}': `\}`, '$': `\$`, '&': `\&`, '#': `\#`, '%': `\%`,
	// After a row of a table, a bracket would be an argument.
	'[': `{[}`, ']': `{]}`,
	'_': `\_`, '^': `\textasciicircum{}`, '~': `\textasciitilde{}`,
	'<': `\textless{}`, '>': `\textgreater{}`, '|': `\textbar{}`, '"': `\textquotedbl{}`, '\'': `\textquotesingle{}`,
	'`': `\textasciigrave{}`, '-': `{-}`,
	'−': `\ensuremath{-}`, '×': `\ensuremath{\times}`, '·': `\ensuremath{\cdot}`, '√': `\ensuremath{\surd}`,
	'‖': `\ensuremath{\Vert}`, '²': `\ensuremath{^2}`,
	'→': `\ensuremath{\rightarrow}`, 'τ': `\ensuremath{\tau}`, '“': "``", '”': "''", '…': `\ldots{}`,
	'⇸': `\ensuremath{\not\rightarrow}`, 'ρ': `\ensuremath{\rho}`, '≥': `\ensuremath{\ge}`, '≤': `\ensuremath{\le}`, 'Σ': `\ensuremath{\Sigma}`,
}

// latex returns a line in which all characters are literal.
func latex(l line) string {
	var b strings.Builder
	for _, s := range l {
		if s.word {
			latexRunes(&b, s.s)
			continue
		}
		pieces := picture.Pieces(s.s)
		for i, p := range pieces {
			if p.Root {
				b.WriteString(`\ensuremath{\sqrt{\mathrm{` + p.S + `}}}`)
			} else if i+1 < len(pieces) && pieces[i+1].Root {
				latexRunes(&b, strings.TrimSuffix(p.S, "√")) // \sqrt draws the sign
			} else {
				latexRunes(&b, p.S)
			}
		}
	}
	return b.String()
}

// latexRunes appends characters.
func latexRunes(b *strings.Builder, s string) {
	for _, r := range s {
		b.WriteString(latexRune(r))
	}
}

// latexRune returns a character as LaTeX. ASCII and the letters of Latin-1 and Latin
// Extended-A are in the fonts of all three compilers. The ranges of \cjk are Hangul
// syllables, Chinese characters, kana and Hangul letters. Everything else is written
// with \other, so that one character without a glyph costs its code point and not the
// document.
func latexRune(r rune) string {
	if s, ok := latexOf[r]; ok {
		return s
	}
	switch {
	case r >= ' ' && r < 0x7f, r >= 0xa1 && r < 0x180 && unicode.IsLetter(r):
		return string(r)
	case r >= 0xac00 && r <= 0xd7a3, r >= 0x4e00 && r <= 0x9fff, r >= 0x3041 && r <= 0x30ff, r >= 0x3131 && r <= 0x318e:
		return fmt.Sprintf(`\cjk{%X}{%c}`, r, r)
	case r < ' ':
		return " "
	}
	return fmt.Sprintf(`\other{%X}{%c}`, r, r)
}

// sentence writes sentences of a search only.
func (p *latexPage) sentence(b *strings.Builder, s sentence) {
	if s.text != "" {
		fmt.Fprintf(b, "%s\\quad %s\n\n", s.cosine, latex(line{}.word(s.text)))
	}
}
