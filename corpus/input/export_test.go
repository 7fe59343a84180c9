package input

// SetMaxRecord takes the place of MaxRecord in tests that are short.
func (f *Files) SetMaxRecord(n int) { f.maxRecord = n }
