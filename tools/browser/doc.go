// Package browser tests the pages of packages report and serve in a browser. It is a module of its
// own, so that w2vattn does not depend on the library that controls browsers.
//
//	go test ./...             skips the tests, with a message, if there is no Chromium
//	SHOTS=dir go test ./...   also writes pictures of the pages to dir
package browser
