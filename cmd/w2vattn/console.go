package main

// This file reads the lines of the command console. A pipe and a terminal differ in
// three ways: only a terminal has a prompt and editing, only a pipe has line numbers
// in errors, and only for a pipe a failed line becomes the exit code.

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/peterh/liner"
	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn/internal/cli"
	"github.com/w2vattn/w2vattn/internal/console"
	"github.com/w2vattn/w2vattn/internal/message"
	"github.com/w2vattn/w2vattn/report"
)

// newConsole returns the command console. Package internal/console parses and answers the
// lines; this file reads them from a terminal or a pipe.
func (a *app) newConsole() *cobra.Command {
	var model modelFlags
	var n int
	var keep bool
	cmd := &cobra.Command{
		Use:   "console -m MODEL",
		Short: "Query a model line by line",
		Long: `Answer lines about a model. On a terminal there is a prompt with line editing,
and Tab completes words. The last 1,000 lines are kept for the next session, in
the file w2vattn/console-history of the user's cache folder, unless you use
--history=false. Without a terminal each line of standard input is
answered; for a line that fails, the error goes to standard error and the next
line is read. The exit code is then 1 if a line failed.

  cat                         the words nearest to a word
  king - man + woman          nearest to a sum of any number of words
  odd cat dog moon            the word that does not belong to the others
  attend cat : the cat reads  attention of a query over a text
  tokens the cat reads        the tokens of a text
  help, exit, quit

Put spaces around an operator: new-york is one word. Put quotation marks around
a word with spaces or a word that is also the name of a command: "new york".`,
		Example: `  w2vattn console -m model.safetensors
  w2vattn console -m model.safetensors -n 3 < lines.txt`,
		Args: cli.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.runConsole(cmd.Context(), &model, n, keep) },
	}
	model.add(cmd)
	cmd.Flags().IntVarP(&n, "n", "n", 10, "number of words")
	cmd.Flags().BoolVar(&keep, "history", true, "keep the lines typed on a terminal for the next session")
	cli.SetTopic(cmd, cli.TopicOutput)
	return cmd
}

// runConsole carries out console.
func (a *app) runConsole(ctx context.Context, model *modelFlags, n int, keep bool) error {
	if n < 1 {
		return cli.Usagef("-n is %d, must be at least 1", n)
	}
	m, err := a.openModel(model)
	if err != nil {
		return err
	}
	defer m.Close() //nolint:errcheck // only read from
	s := &console.Session{Model: m, N: n, Report: report.Options{Language: string(a.lang), Color: a.useColor("")}}
	if a.terminal {
		return a.answerTerminal(ctx, s, keep)
	}
	return a.answerPipe(s)
}

// answerPipe answers each line of a.in, which may have any length, and returns an error if
// one failed. Each answer is written before the next line is read.
func (a *app) answerPipe(s *console.Session) error {
	in := bufio.NewReader(a.in)
	lines, failed := 0, 0
	for exit := false; !exit; lines++ {
		line, err := in.ReadString('\n')
		if line == "" && errors.Is(err, io.EOF) {
			break
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		var answer string
		if answer, exit, err = s.Answer(line); err != nil {
			failed++
			a.writeError(fmt.Errorf("line %d: %w", lines+1, err))
		}
		if _, err := io.WriteString(a.out, answer); err != nil {
			return err
		}
	}
	if failed > 0 {
		return fmt.Errorf("lines that failed: %d of %d", failed, lines)
	}
	return nil
}

// writeError writes the error of a line to standard error.
func (a *app) writeError(err error) {
	text, _ := message.Translate(a.lang, cli.PlainMessage(err))
	fmt.Fprintln(a.err, text)
}

// answerTerminal shows a prompt and answers lines until exit, Ctrl-D or the end of ctx.
// While it reads, the terminal is in raw mode, in which Ctrl-C is a key that discards the
// line; closing the editor restores the mode. keep is whether lines are kept for the next session.
func (a *app) answerTerminal(ctx context.Context, s *console.Session, keep bool) error {
	a.note("type a word, king - man + woman, or help; Ctrl-D ends")
	editor := liner.NewLiner()
	defer editor.Close() //nolint:errcheck // the mode of the terminal was read from it
	editor.SetCtrlCAborts(true)
	editor.SetTabCompletionStyle(liner.TabPrints)
	editor.SetWordCompleter(s.Complete)
	var typed *history
	if keep {
		var err error
		if typed, err = openHistory(editor); err != nil {
			a.noteHistory(err)
		}
	}
	for exit := false; !exit; {
		line, err := readTerminal(ctx, editor)
		switch {
		case errors.Is(err, liner.ErrPromptAborted):
			continue
		case errors.Is(err, io.EOF):
			_, err := fmt.Fprintln(a.out)
			return err
		case err != nil:
			return err
		}
		if strings.TrimSpace(line) != "" {
			editor.AppendHistory(line)
			if err := typed.add(line); err != nil {
				a.noteHistory(err)
				typed = nil
			}
		}
		var answer string
		if answer, exit, err = s.Answer(line); err != nil {
			a.writeError(err)
		}
		if _, err := io.WriteString(a.out, answer); err != nil {
			return err
		}
	}
	return nil
}

// noteHistory notes that lines are not kept.
func (a *app) noteHistory(err error) {
	a.note("note: lines are not kept for the next session: %v", err)
}

// readTerminal reads a line from the terminal. If ctx is done first, its error is returned,
// and a goroutine still reads: a terminal cannot be interrupted.
func readTerminal(ctx context.Context, editor *liner.State) (string, error) {
	type result struct {
		line string
		err  error
	}
	read := make(chan result, 1)
	go func() {
		line, err := editor.Prompt(">> ")
		read <- result{line, err}
	}()
	select {
	case <-ctx.Done():
		return "", ctx.Err()
	case r := <-read:
		return r.line, r.err
	}
}
