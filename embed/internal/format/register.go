package format

import (
	"cmp"
	"slices"
	"sync/atomic"
)

// registered holds the formats of Register, sorted by name.
var registered atomic.Pointer[[]*Format]

// Register adds a format to those of package embed. It is for formats that need a large
// library: their packages are not imported by embed, and call Register when a program
// imports them. It panics if a format of that name is registered. It is safe for
// concurrent use.
func Register(f *Format) {
	for {
		old := registered.Load()
		all := append(slices.Clone(load(old)), f)
		slices.SortFunc(all, func(a, b *Format) int { return cmp.Compare(a.Name, b.Name) })
		for i := range all[1:] {
			if all[i].Name == all[i+1].Name {
				panic("embed: the format " + f.Name + " is registered twice")
			}
		}
		if registered.CompareAndSwap(old, &all) {
			return
		}
	}
}

// Registered returns the formats of Register, sorted by name. The caller must not change
// the slice.
func Registered() []*Format { return load(registered.Load()) }

// load returns the slice at p, or nil.
func load(p *[]*Format) []*Format {
	if p == nil {
		return nil
	}
	return *p
}
