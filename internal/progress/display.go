package progress

// This file decides how progress is shown: a bar on a terminal, a line now and then
// in a log, nothing with --quiet.

import (
	"fmt"
	"io"
	"time"

	"github.com/schollz/progressbar/v3"

	"github.com/w2vattn/w2vattn/internal/cli"
	"github.com/w2vattn/w2vattn/internal/message"
)

// lineEvery is the time between two lines where there is no terminal, such as in the log
// of a job.
const lineEvery = 10 * time.Second

// A Display is the place where progress is shown. Its methods are not safe for concurrent
// use.
type Display struct {
	W     io.Writer // standard error, which may be a terminal
	Quiet bool      // nothing is shown

	Language message.Language // of the lines
}

// onTerminal reports whether bars are shown.
func (d Display) onTerminal() bool { return !d.Quiet && cli.OnTerminal(d.W) }

// note writes a line.
func (d Display) note(format string, args ...any) {
	if !d.Quiet {
		_, _ = fmt.Fprintln(d.W, message.Sprintf(d.Language, format, args...)) // an error here is no reason to end
	}
}

// newBar returns a bar for a number of steps; -1 stands for an unknown number. It is
// drawn ten times a second at most, and removed at the end.
func (d Display) newBar(total int64, what string) *progressbar.ProgressBar {
	return progressbar.NewOptions64(total,
		progressbar.OptionSetWriter(d.W), progressbar.OptionSetDescription(what), progressbar.OptionSetWidth(24),
		progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionSetPredictTime(true),
		// With an interval, a goroutine of the bar would draw the spinner also after Clear.
		progressbar.OptionSetSpinnerChangeInterval(0), progressbar.OptionClearOnFinish())
}
