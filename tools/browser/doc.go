// Package browser tests the pages of packages report and serve in a real
// browser. It is a module of its own, so that nobody who builds w2vattn needs the
// protocol that browsers are driven with.
//
//	go test ./...             where there is no Chromium, it says that it skips
//	SHOTS=dir go test ./...   writes what the pages look like
package browser
