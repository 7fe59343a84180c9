package progress

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/w2vattn/w2vattn/embed/train"
	"github.com/w2vattn/w2vattn/internal/message"
)

// newTest returns a training of two epochs that is shown in a buffer.
func newTest(t *testing.T, quiet bool, logFile string) (*Training, *bytes.Buffer) {
	t.Helper()
	var b bytes.Buffer
	p, err := NewTraining(Display{W: &b, Quiet: quiet}, 2, nil, Log{Path: logFile})
	if err != nil {
		t.Fatal(err)
	}
	return p, &b
}

// A run that resumes counts its own words alone in its speed.
func TestRateOfAResumedRun(t *testing.T) {
	p, _ := newTest(t, true, "")
	p.Update(train.Status{Epoch: 1, Tokens: 500, Total: 1000})
	if p.Rate() != 0 {
		t.Errorf("Rate() = %v before anything was trained", p.Rate())
	}
	p.begin = p.begin.Add(-2 * time.Second)
	p.Update(train.Status{Epoch: 1, Tokens: 900, Total: 1000})
	if got := p.Rate(); got < 190 || got > 200 {
		t.Errorf("Rate() = %v, want 400 words in 2 s", got)
	}
	if got := p.left(100); got != time.Second && got != 0 {
		t.Errorf("left(100) = %v, want half a second, rounded", got)
	}
	if p.Words() != 1900 || p.Trained() < 2*time.Second {
		t.Errorf("%d words in %v", p.Words(), p.Trained())
	}
}

// TestTrainingLines: without a terminal there is a line from time to time, with Quiet
// none.
func TestTrainingLines(t *testing.T) {
	for _, quiet := range []bool{false, true} {
		p, b := newTest(t, quiet, "")
		p.Update(train.Status{Reading: true})
		p.Update(train.Status{Total: 1000})
		if b.Len() > 0 {
			t.Errorf("after a moment: %s", b)
		}
		p.begin, p.lastLine = p.begin.Add(-time.Minute), p.lastLine.Add(-lineEvery)
		p.Update(train.Status{Tokens: 500, Total: 1000, Alpha: .05, Loss: 2})
		p.Update(train.Status{Tokens: 600, Total: 1000})
		p.Finish()
		want := "training: 25.0 %, epoch 1 of 2, 8 words/s, alpha 0.05000, loss 2.0000, 3m0s left\n"
		if quiet {
			want = ""
		}
		if b.String() != want {
			t.Errorf("quiet %v: %q, want %q", quiet, b, want)
		}
	}
}

// TestCheckpointWarning: each cause is reported once, whatever the file's name.
func TestCheckpointWarning(t *testing.T) {
	p, b := newTest(t, false, "")
	for _, err := range []error{
		fmt.Errorf("word2vec: a.tmp1: %w", syscall.ENOSPC), fmt.Errorf("word2vec: a.tmp2: %w", syscall.ENOSPC),
		errors.New("embed: broken"), errors.New("embed: broken"),
	} {
		p.Update(train.Status{CheckpointErr: err})
	}
	if got := b.String(); strings.Count(got, "\n") != 2 || strings.Contains(got, "tmp2") ||
		!strings.HasSuffix(got, ": broken\n") {
		t.Errorf("got %q", got)
	}
}

// TestLog: a line in a second and one at the end of an epoch.
func TestLog(t *testing.T) {
	path := filepath.Join(t.TempDir(), "log.jsonl")
	p, _ := newTest(t, true, path)
	for _, tokens := range []int64{0, 10, 20, 30, 1000} {
		p.Update(train.Status{Tokens: tokens, Total: 1000, Alpha: .05, HeldOut: 1})
	}
	p.Finish()
	if err := p.LogErr(); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	if len(lines) != 2 {
		t.Fatalf("%d lines: %s", len(lines), text)
	}
	for i, words := range []float64{10, 1000} {
		var line map[string]any
		if err := json.Unmarshal([]byte(lines[i]), &line); err != nil {
			t.Fatal(err)
		}
		if line["words"] != words || line["epoch"] != 1.0 || line["alpha"] != .05 || line["held_out"] != 1.0 ||
			len(line) != 7 {
			t.Errorf("line %d: %s", i+1, lines[i])
		}
	}
}

// TestLogAppend: with Append the lines of a file that exists are kept.
func TestLogAppend(t *testing.T) {
	path := filepath.Join(t.TempDir(), "log.jsonl")
	for _, c := range []struct {
		appends bool
		lines   int
	}{{true, 1}, {true, 2}, {false, 1}} {
		p, err := NewTraining(Display{Quiet: true}, 1, nil, Log{path, c.appends})
		if err != nil {
			t.Fatal(err)
		}
		p.Update(train.Status{Tokens: 5, Total: 5})
		text, err := os.ReadFile(path) // before the end: a line is written at once
		if n := bytes.Count(text, []byte("\n")); n != c.lines || err != nil {
			t.Errorf("append %v: %d lines, want %d, %v", c.appends, n, c.lines, err)
		}
		p.Finish()
	}
}

func TestLogFails(t *testing.T) {
	if _, err := NewTraining(Display{}, 0, nil, Log{Path: t.TempDir()}); err == nil {
		t.Error("a folder became a log")
	}
	p, _ := newTest(t, true, filepath.Join(t.TempDir(), "log"))
	p.log.file.Close()
	p.Update(train.Status{Tokens: 1, Total: 1})
	if p.Finish(); p.LogErr() == nil {
		t.Error("a log that was not written is no error")
	}
}

// TestSteps: without a terminal there is a line from time to time, with Quiet none.
func TestSteps(t *testing.T) {
	for _, quiet := range []bool{false, true} {
		var b bytes.Buffer
		s := NewSteps(Display{W: &b, Quiet: quiet}, "measuring", 8)
		s.Step()
		if b.Len() > 0 {
			t.Errorf("after a moment: %s", &b)
		}
		s.lastLine = s.lastLine.Add(-lineEvery)
		s.Step()
		s.Step()
		s.Finish()
		want := "measuring: 25.0 %\n"
		if quiet {
			want = ""
		}
		if b.String() != want {
			t.Errorf("%q, want %q", &b, want)
		}
	}
}

// TestKorean: lines of progress in Korean.
func TestKorean(t *testing.T) {
	p, b := newTest(t, false, "")
	p.display.Language = message.Korean
	p.Update(train.Status{Total: 1000})
	p.begin, p.lastLine = p.begin.Add(-time.Minute), p.lastLine.Add(-lineEvery)
	p.Update(train.Status{Tokens: 500, Total: 1000, Alpha: .05, Loss: 2})
	p.Update(train.Status{CheckpointErr: fmt.Errorf("word2vec: a.tmp: %w", syscall.ENOSPC)})
	p.Finish()
	want := "학습: 25.0%, 에폭 1/2, 초당 8 단어, 학습률 0.05000, 손실 2.0000, 남은 시간 3m0s\n" +
		"경고: 체크포인트를 쓸 수 없습니다(--checkpoint-every 뒤에 다시 시도합니다): a.tmp: 장치에 남은 공간이 없습니다\n"
	if b.String() != want {
		t.Errorf("%q, want %q", b, want)
	}
}
