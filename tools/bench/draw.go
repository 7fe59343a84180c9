package main

// This file draws how the speed of training depends on the size of the corpus, the
// vocabulary, the dimension and the number of workers.

import (
	"bufio"
	"fmt"
	"image/color"
	"math"
	"os"
	"path/filepath"
	"strconv"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
)

// A sweep is the speed of training by the values of one setting.
type sweep struct {
	axis   string      // name of the setting
	points plotter.XYs // X: value, Y: million words a second
}

// draw measures and draws the four sweeps.
func (b *bench) draw(path string) error {
	var sweeps []sweep
	for _, measure := range []func() (sweep, error){b.bySize, b.byVocabulary, b.byDim, b.byWorkers} {
		s, err := measure()
		if err != nil {
			return err
		}
		fmt.Printf("\n%s:", s.axis)
		for _, p := range s.points {
			fmt.Printf("  %g → %.2f", p.X, p.Y)
		}
		fmt.Println(" M words/s")
		sweeps = append(sweeps, s)
	}
	return save(path, sweeps)
}

// speed returns the median speed of training with flags, in millions of words a second.
func (b *bench) speed(text string, workers int, flags ...string) (float64, error) {
	words, err := countWords(text)
	if err != nil {
		return 0, err
	}
	var seconds []float64
	for range b.turns {
		c, err := ours("w2vattn", settings{"CBOW", 100}, flags...).cost(text, b.dir, workers)
		if err != nil {
			return 0, err
		}
		seconds = append(seconds, c.wall)
	}
	return float64(words) / median(seconds) / 1e6, nil
}

// sweepFlag measures with each value of a flag, on one worker.
func (b *bench) sweepFlag(axis, flag string, values ...int) (sweep, error) {
	s := sweep{axis: axis}
	for _, v := range values {
		y, err := b.speed(b.text, 1, flag, strconv.Itoa(v))
		if err != nil {
			return s, err
		}
		s.points = append(s.points, plotter.XY{X: float64(v), Y: y})
	}
	return s, nil
}

// byVocabulary measures by the number of words: more words mean more cache misses,
// not more arithmetic.
func (b *bench) byVocabulary() (sweep, error) {
	return b.sweepFlag("words in the vocabulary", "--max-vocab", 1000, 5000, 20000, 50000, 100000)
}

// byDim measures by the dimension D, to which the arithmetic of a row is
// proportional.
func (b *bench) byDim() (sweep, error) {
	return b.sweepFlag("dimension", "--dim", 50, 100, 200, 300, 400)
}

// byWorkers measures with one worker up to one for each processor.
func (b *bench) byWorkers() (sweep, error) {
	s := sweep{axis: "workers"}
	for n := 1; n <= b.cores; n++ {
		y, err := b.speed(b.text, n)
		if err != nil {
			return s, err
		}
		s.points = append(s.points, plotter.XY{X: float64(n), Y: y})
	}
	return s, nil
}

// bySize measures on the first eighth, quarter and half of the text and on all of it.
func (b *bench) bySize() (sweep, error) {
	s := sweep{axis: "MB of text"}
	info, err := os.Stat(b.text)
	if err != nil {
		return s, err
	}
	// The same file is written again for each size.
	for _, part := range []int64{8, 4, 2, 1} {
		text := filepath.Join(b.dir, "part.txt")
		if err := head(text, b.text, info.Size()/part); err != nil {
			return s, err
		}
		y, err := b.speed(text, 1)
		if err != nil {
			return s, err
		}
		s.points = append(s.points, plotter.XY{X: float64(info.Size()/part) / 1e6, Y: y})
	}
	return s, nil
}

// head copies the lines that begin in the first size bytes.
func head(to, from string, size int64) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }() // it is only read
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	lines, w := bufio.NewReader(in), bufio.NewWriter(out)
	for n := int64(0); n < size; {
		line, err := lines.ReadBytes('\n')
		n += int64(len(line))
		if _, err := w.Write(line); err != nil {
			return err
		}
		if err != nil {
			break
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return out.Close()
}

// whole returns ticks at whole numbers, for axes such as the number of workers.
func whole(from, to float64) (ticks []plot.Tick) {
	for x := math.Ceil(from); x <= to; x++ {
		ticks = append(ticks, plot.Tick{Value: x, Label: strconv.Itoa(int(x))})
	}
	return ticks
}

// save draws the sweeps as two rows of two plots and writes the PNG to path.
func save(path string, sweeps []sweep) error {
	const width, height = 18 * vg.Centimeter, 12 * vg.Centimeter
	img := vgimg.NewWith(vgimg.UseWH(width, height), vgimg.UseDPI(144))
	tiles := draw.Tiles{Rows: 2, Cols: 2, PadX: vg.Centimeter / 2, PadY: vg.Centimeter / 2, PadTop: 4, PadBottom: 4,
		PadLeft: 4, PadRight: 8}
	for i, s := range sweeps {
		p := plot.New()
		p.X.Label.Text, p.Y.Label.Text = s.axis, "million words/s"
		line, points, err := plotter.NewLinePoints(s.points)
		if err != nil {
			return err
		}
		line.Color, points.Color, points.Shape = color.RGBA{31, 119, 180, 255}, color.RGBA{31, 119, 180, 255},
			draw.CircleGlyph{}
		p.Add(plotter.NewGrid(), line, points)
		p.Y.Min, p.Y.Max = 0, 1.05*p.Y.Max // no point is cut by the edge
		if p.X.Max-p.X.Min <= 16 {
			p.X.Tick.Marker = plot.TickerFunc(whole)
		}
		p.Draw(tiles.At(draw.New(img), i%2, i/2))
	}
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	if _, err := (vgimg.PngCanvas{Canvas: img}).WriteTo(f); err != nil {
		return err
	}
	return f.Close()
}
