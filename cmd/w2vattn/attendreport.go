package main

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"
	"strings"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/internal/atomicfile"
	"github.com/w2vattn/w2vattn/internal/cli"
	"github.com/w2vattn/w2vattn/internal/message"
	"github.com/w2vattn/w2vattn/report"
	"github.com/w2vattn/w2vattn/report/png"
)

// checkReport settles the format, and refuses one that the kind of report does
// not have before a model is read.
func (f *attendFlags) checkReport() error {
	format, err := reportFormat(f.format, f.output)
	if err != nil {
		return err
	}
	f.format = format
	var kind report.Result = &w2vattn.Attention{}
	name := "one query"
	switch {
	case f.worked:
		kind, name = report.Worked{Attention: &w2vattn.Attention{Result: attention.Result{Score: attention.Dot}}}, "--worked"
	case f.compare:
		kind, name = &w2vattn.Comparison{}, "--compare"
	}
	if err := report.Takes(kind, format); err != nil {
		return cli.Usagef("%s does not go with --format %s: %w", name, format, err)
	}
	if f.view != "" && format != report.SVG && format != report.PNG {
		return cli.Usagef("--view goes with --format svg and png; html has the lines too")
	}
	return nil
}

// reportFormat is what --format names or, without it, the extension of -o.
func reportFormat(name report.Format, output string) (report.Format, error) {
	switch {
	case name != "":
		if f, err := report.FormatOf(output); err == nil && f != name {
			return "", cli.Usagef("--format %s contradicts -o %s, whose extension stands for %s", name, output, f)
		}
		return name, nil
	case output != "":
		f, err := report.FormatOf(output)
		if err != nil {
			return "", cli.Usagef("%w; or name one with --format", err)
		}
		return f, nil
	}
	return report.Text, nil
}

// writeTo writes a result to a file, whole or not at all, or to standard output.
func (a *app) writeTo(path string, write func(io.Writer) error) error {
	if path != "" {
		return atomicfile.Write(path, write)
	}
	w := bufio.NewWriter(a.out)
	return errors.Join(write(w), w.Flush())
}

// useColor reports whether text may be painted: on a terminal, unless NO_COLOR is
// set (no-color.org) or the terminal is dumb.
func (a *app) useColor(output string) bool {
	return output == "" && cli.OnTerminal(a.out) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}

func (a *app) runAttend(ctx context.Context, f *attendFlags, texts []string) error {
	at, err := a.newAttendRun(ctx, f)
	if err != nil {
		return err
	}
	defer at.close()
	if f.format == report.PNG && f.output == "" && cli.OnTerminal(a.out) {
		return cli.Usagef("a PNG is not for terminals: give -o FILE, or send standard output elsewhere")
	}
	a.warnUnquoted(texts, f.tokens)
	return a.writeTo(f.output, func(w io.Writer) error {
		out := report.NewWriter(w, f.format, report.Options{
			Color: a.useColor(f.output), Language: string(a.lang), View: f.view, Paint: png.Write, Title: title(f, a.lang),
		})
		if err := a.attendAll(ctx, at, out, texts); err != nil {
			return err
		}
		return out.Close()
	})
}

// warnUnquoted warns if several texts are one word each: quotation marks may be
// missing around a sentence. Without --tokens it names that flag.
func (a *app) warnUnquoted(texts []string, tokens bool) {
	n := 0
	for _, t := range texts {
		if len(strings.Fields(t)) == 1 {
			n++
		}
	}
	if n < 2 {
		return
	}
	hint := " (with --tokens it is cut at spaces only)"
	if tokens {
		hint = ""
	}
	a.note("warning: %d texts are one word each, and each is a sentence by itself; quote a sentence: %q%s", n, strings.Join(texts, " "), hint)
}

// title returns the title of a page.
func title(f *attendFlags, lang message.Language) string {
	switch {
	case f.self:
		return message.SelfTitle.In(lang)
	case f.to != "":
		return message.CrossTitle.In(lang)
	}
	return message.AttentionOf.Format(lang, "“"+strings.Join(f.queries, " + ")+"”")
}
