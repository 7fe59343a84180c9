package input

// SetMaxRecord replaces MaxRecord in short tests.
func (f *Files) SetMaxRecord(n int) { f.maxRecord = n }
