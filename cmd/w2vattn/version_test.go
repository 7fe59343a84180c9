package main

import (
	"testing"

	"github.com/w2vattn/w2vattn/internal/version"
)

func TestVersionInfo(t *testing.T) {
	for _, c := range []struct {
		info versionInfo
		want string
	}{
		{versionInfo{Version: "1.2.3"}, "w2vattn version 1.2.3"},
		{versionInfo{Version: "1.2.3", Commit: "0123456789abcdef", Date: "2026-11-30T12:00:00Z"},
			"w2vattn version 1.2.3 (commit 0123456789ab, 2026-11-30)"},
	} {
		if got := c.info.String(); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
	if v := thisVersion(); v.Version != version.Version || v.Kernel == "" || v.Go == "" {
		t.Errorf("thisVersion() = %+v", v)
	}
}
