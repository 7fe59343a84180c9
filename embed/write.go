package embed

import (
	"fmt"
	"io"
)

// Write writes f to w in the given format, which must be a single file; see
// WriteFile.
func Write(w io.Writer, format Format, f *File) error {
	c, err := codecOf(format)
	if err != nil {
		return fmt.Errorf("embed: %w", err)
	}
	if c.write == nil {
		return fmt.Errorf("embed: %s is not written to a stream: use WriteFile, or %s", format, Safetensors)
	}
	if err := c.write(w, f.Stream()); err != nil {
		return fmt.Errorf("embed: as %s: %w", format, err)
	}
	return nil
}
