package cmd

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
)

// folderCache is a folder of files named after their keys. It is shared by the
// runs beside it and may be removed at any time.
type folderCache string

// Get implements designer.Cache.
func (c folderCache) Get(key string) ([]byte, bool) {
	content, err := os.ReadFile(c.path(key))
	return content, err == nil
}

// Put implements designer.Cache. What cannot be written is not kept: it will be
// made again.
func (c folderCache) Put(key string, content []byte) {
	if os.MkdirAll(string(c), 0o777) != nil {
		return
	}
	f, err := os.CreateTemp(string(c), ".tmp-*")
	if err != nil {
		return
	}
	_, err = f.Write(content)
	if closing := f.Close(); err == nil {
		err = closing
	}
	if err == nil {
		err = os.Rename(f.Name(), c.path(key))
	}
	if err != nil {
		os.Remove(f.Name())
	}
}

func (c folderCache) path(key string) string {
	sum := sha256.Sum256([]byte(key))
	return filepath.Join(string(c), hex.EncodeToString(sum[:16])+".json")
}
