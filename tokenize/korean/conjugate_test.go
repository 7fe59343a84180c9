package korean

import (
	"slices"
	"strings"
	"testing"
)

// surfaces returns the forms of a stem.
func surfaces(stem string, how irregular) (all []string) {
	for _, c := range conjugate(stem, how) {
		all = append(all, c.surface)
	}
	return all
}

// TestConjugate: for each kind of stem, forms that there are, and after | forms that there
// are not.
func TestConjugate(t *testing.T) {
	for _, test := range []struct {
		stem string
		how  irregular
		want string
	}{
		{"먹", regular, "먹 | 먹니다 먹어"},
		{"끝나", regular, "끝나 끝난 끝날 끝납니다 끝납니까 끝났 끝나서 끝나요 끝난다 끝남 | 끝나아"},
		{"마시", regular, "마신 마셔 마셨 마십니다"},
		{"보", regular, "봐 봤 본 볼까"},
		{"주", regular, "줘 줬 준"},
		{"쉬", regular, "쉰 쉽니다 | 쉬어 셔"},
		{"크", regular, "커 컸 큰"},
		{"바쁘", regular, "바빠 바빴"},
		{"되", regular, "돼 됐 된"},
		{"원하", regular, "원해 원했 원한"},
		{"만들", regular, "만들 만드 만든 만듭니다 만듦 만들까 | 만들어"},
		{"부르", ofReu, "부른 불러 불렀 부릅니다"},
		{"오르", ofReu, "올라 올랐"},
		{"이르", ofReo, "이르러 이르렀 이른"},
		{"짓", ofS, "짓 지으 지은 지을까 지어 지었 지어서 | 진"},
		{"깨닫", ofD, "깨닫 깨달으 깨달은 깨달아 깨달았"},
		{"곱", ofB, "고우 고운 고와 고왔"},
		{"아름답", ofB, "아름다우 아름다운 아름다워 아름다웠"},
		{"그렇", ofH, "그러 그런 그래 그랬 그럴까"},
		{"하얗", ofH, "하야 하얀 하얘 하얬"},
		{"PC", regular, "PC"},
	} {
		got := surfaces(test.stem, test.how)
		want, not, _ := strings.Cut(test.want, "|")
		for form := range strings.FieldsSeq(want) {
			if !slices.Contains(got, form) {
				t.Errorf("%s has no form %s: %q", test.stem, form, got)
			}
		}
		for form := range strings.FieldsSeq(not) {
			if slices.Contains(got, form) {
				t.Errorf("%s has a form %s", test.stem, form)
			}
		}
	}
}

func TestIrregularOf(t *testing.T) {
	for _, test := range []struct {
		stem string
		tag  tag
		want irregular
	}{{"흐르", vv, ofReu}, {"귀엽", va, ofB}, {"잡", vv, regular}, {"노랗", va, ofH}, {"좋", va, regular}, {"놓", vv, regular}} {
		if got := irregularOf(test.stem, test.tag); got != test.want {
			t.Errorf("%s: got %c, want %c", test.stem, got, test.want)
		}
	}
}

// TestSupplement: every line of the file adds entries or changes costs of entries.
func TestSupplement(t *testing.T) {
	d := load()
	for line := range strings.Lines(supplementText) {
		fields := strings.Fields(line)
		if len(fields) == 0 || fields[0] == "#" || fields[0][0] == '#' {
			continue
		}
		s := &supplement{adjusted: make([]uint64, len(d.morphs)/64+1), adjust: map[int32]int32{}}
		if entries := s.readLine(d, fields); len(entries)+len(s.adjust) == 0 ||
			parseTag(fields[1]) == na && fields[1] != "=" {
			t.Errorf("%q has no effect", line)
		}
		if len(s.adjust) > 0 && !s.adjusts(d.lookup(fields[0])) {
			t.Errorf("%q changes no cost", line)
		}
		for _, n := range s.adjust {
			if n == 0 {
				t.Errorf("%q adds nothing", line)
			}
		}
	}
}

// TestEndings: the dictionary has every ending that fuses with a stem.
func TestEndings(t *testing.T) {
	d := load()
	for _, e := range slices.Concat(consonantal, vocalic) {
		if _, ok := d.fuse(vv, &e); !ok {
			t.Errorf("no ending %s, %s", e.closed, tagNames[e.tag])
		}
	}
}
