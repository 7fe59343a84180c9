package progress

import (
	"io"
	"os"
	"regexp"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/w2vattn/w2vattn/embed/train"
	"github.com/w2vattn/w2vattn/internal/message"
	"github.com/w2vattn/w2vattn/internal/terminaltest"
)

// shownBy returns what show writes to a terminal.
func shownBy(t *testing.T, show func(screen *os.File)) string {
	t.Helper()
	keyboard, screen := terminaltest.Open(t)
	all := make(chan string)
	go func() {
		text, _ := io.ReadAll(keyboard) // it ends with EIO when the other end is closed
		all <- string(text)
	}()
	show(screen)
	if err := screen.Close(); err != nil {
		t.Error(err)
	}
	return <-all
}

// erased reports whether what was shown ends with an empty line: white space over the bar,
// or the sequence that erases a line, and a return to its beginning.
func erased(shown string) bool {
	parts := strings.Split(strings.TrimSuffix(strings.ReplaceAll(shown, "\x1b[2K", ""), "\r"), "\r")
	return strings.TrimSpace(parts[len(parts)-1]) == ""
}

// growing is a Source of a size that is read at a steady rate.
type growing struct {
	size  int64
	asked atomic.Int64
}

func (g *growing) Size() int64      { return g.size }
func (g *growing) BytesRead() int64 { return g.asked.Add(1) * 1000 }

// TestReadingOnTerminal: a bar with a percentage if the size is known, and without one if
// it is not; it is removed at the end, and nothing is written after it.
func TestReadingOnTerminal(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		size    int64
		lang    message.Language
		name    string
		percent bool
	}{{100_000, message.English, "reading", true}, {0, message.English, "reading", false}, {50_000, message.Korean,
		"읽는 중", true}} {
		src := &growing{size: c.size}
		var after int64
		shown := shownBy(t, func(screen *os.File) {
			stop := Reading(Display{W: screen, Language: c.lang}, src)
			for src.asked.Load() < 3 {
				time.Sleep(5 * time.Millisecond)
			}
			stop()
			after = src.asked.Load()
			time.Sleep(120 * time.Millisecond) // longer than between two times that it asks
		})
		if src.asked.Load() != after {
			t.Errorf("size %d: the source is asked after the end", c.size)
		}
		percent := regexp.MustCompile(`[1-9]%`).MatchString(shown)
		if !strings.Contains(shown, message.Sprintf(c.lang, "reading")) || percent != c.percent || !erased(shown) {
			t.Errorf("size %d, %v: %q", c.size, c.lang, shown)
		}
	}
}

// TestReadingElsewhere: without a terminal, or with Quiet, nothing is shown and the source
// is not asked.
func TestReadingElsewhere(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	Reading(Display{W: &b}, nil)()
	shown := shownBy(t, func(screen *os.File) {
		Reading(Display{W: screen, Quiet: true}, nil)()
		s := NewSteps(Display{W: screen, Quiet: true}, "measuring", 2)
		s.Step()
		s.Finish()
	})
	if b.Len() > 0 || shown != "" {
		t.Errorf("%q, %q", &b, shown)
	}
}

// TestStepsOnTerminal: a bar with the share of the steps that are done.
func TestStepsOnTerminal(t *testing.T) {
	t.Parallel()
	shown := shownBy(t, func(screen *os.File) {
		s := NewSteps(Display{W: screen}, "measuring", 4)
		s.Step()
		time.Sleep(110 * time.Millisecond) // the bar is drawn ten times a second
		s.Step()
		s.Step()
		s.Step()
		s.Finish()
	})
	if !strings.Contains(shown, "measuring") || !strings.Contains(shown, "25%") || !strings.Contains(shown, "50%") ||
		!erased(shown) {
		t.Errorf("%q", shown)
	}
	none := shownBy(t, func(screen *os.File) { NewSteps(Display{W: screen}, "measuring", 4).Finish() })
	if none != "" {
		t.Errorf("without a step: %q", none)
	}
}

// TestTrainingOnTerminal: the bar of reading gives way to that of training, which names
// epoch, loss and rate; a warning has a line of its own.
func TestTrainingOnTerminal(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		lang message.Language
		want []string
	}{
		{message.English, []string{"reading", "epoch 1/2, loss 2.500", "words/s", "25%",
			"warning: the checkpoint cannot be written"}},
		{message.Korean, []string{"읽는 중", "2.500", "25%", "경고: 체크포인트를 쓸 수 없습니다"}},
	} {
		src := &growing{size: 1 << 20}
		shown := shownBy(t, func(screen *os.File) {
			p, err := NewTraining(Display{W: screen, Language: c.lang}, 2, src, Log{})
			if err != nil {
				t.Fatal(err)
			}
			p.Update(train.Status{Reading: true})
			for src.asked.Load() < 3 {
				time.Sleep(5 * time.Millisecond)
			}
			p.Update(train.Status{Total: 1000})
			time.Sleep(110 * time.Millisecond)
			p.Update(train.Status{Tokens: 500, Total: 1000, Loss: 2.5})
			time.Sleep(110 * time.Millisecond)
			p.Update(train.Status{CheckpointErr: syscall.ENOSPC})
			p.Update(train.Status{Epoch: 1, Tokens: 1000, Total: 1000, Loss: 2})
			p.Finish()
		})
		for _, want := range c.want {
			if !strings.Contains(shown, want) {
				t.Errorf("%v: no %q in %q", c.lang, want, shown)
			}
		}
		if !erased(shown) {
			t.Errorf("%v: the bar stays: %q", c.lang, shown)
		}
		warning := shown[strings.Index(shown, c.want[len(c.want)-1]):]
		if before, _, _ := strings.Cut(warning, "\r\n"); strings.Contains(before, "\r") {
			t.Errorf("%v: the bar is drawn over the warning: %q", c.lang, before)
		}
	}
}

// TestFinishWhileReading: a training that fails before its first step leaves no bar.
func TestFinishWhileReading(t *testing.T) {
	t.Parallel()
	src := &growing{size: 1 << 20}
	shown := shownBy(t, func(screen *os.File) {
		p, err := NewTraining(Display{W: screen}, 2, src, Log{})
		if err != nil {
			t.Fatal(err)
		}
		p.Update(train.Status{Reading: true})
		for src.asked.Load() < 3 {
			time.Sleep(5 * time.Millisecond)
		}
		p.Finish()
		p.Finish()
	})
	if !strings.Contains(shown, "reading") || !erased(shown) {
		t.Errorf("%q", shown)
	}
}
