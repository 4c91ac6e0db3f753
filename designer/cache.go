package designer

import (
	"os"
	"path/filepath"
)

// FolderCache is a Cache in a folder, which is made when something is put into
// it. Processes may share it.
type FolderCache string

// Get implements Cache.
func (dir FolderCache) Get(key string) ([]byte, bool) {
	content, err := os.ReadFile(dir.file(key))
	return content, err == nil
}

// Put implements Cache. What cannot be written is not kept.
func (dir FolderCache) Put(key string, content []byte) {
	if os.MkdirAll(string(dir), 0o755) != nil {
		return
	}
	f, err := os.CreateTemp(string(dir), ".put-*")
	if err != nil {
		return
	}
	_, err = f.Write(content)
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(f.Name(), dir.file(key))
	}
	if err != nil {
		os.Remove(f.Name())
	}
}

func (dir FolderCache) file(key string) string { return filepath.Join(string(dir), key+".json") }
