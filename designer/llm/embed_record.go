package llm

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
)

// RecordedEmbedder keeps vectors in a folder, one file a text, and asks another
// Embedder for those that are not there. What it has served once it serves
// again without a network, bit for bit.
type RecordedEmbedder struct {
	dir   string
	model string
	next  Embedder
}

// NewRecordedEmbedder returns an Embedder over a folder, which is made when
// there is something to keep. model is the name under which vectors are kept:
// those of different models are never mixed. next is asked for what is missing;
// nil for nobody.
func NewRecordedEmbedder(dir, model string, next Embedder) *RecordedEmbedder {
	return &RecordedEmbedder{dir, model, next}
}

// embeddingFormat is the version of embeddingRecord as written to disk.
const embeddingFormat = 1

// embeddingRecord is the content of one file.
type embeddingRecord struct {
	Format int    `json:"format"`
	Model  string `json:"model"`
	Text   string `json:"text"`
	Vector []byte `json:"vector"` // float32, little endian
}

// Embed implements Embedder. Where a vector is missing and nobody is to be asked
// the error wraps ErrNoEmbeddings.
func (e *RecordedEmbedder) Embed(ctx context.Context, r EmbedRequest) (Embeddings, error) {
	all := Embeddings{Model: e.model, Vectors: make([][]float32, len(r.Texts))}
	var missing []string
	var places []int
	for i, text := range r.Texts {
		vector, err := e.read(text)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			missing, places = append(missing, text), append(places, i)
		case err != nil:
			return Embeddings{}, &Error{Kind: KindFolder, Where: e.dir, Reason: err.Error(), Err: err}
		}
		all.Vectors[i] = vector
	}
	if len(missing) == 0 {
		return all, nil
	}
	if e.next == nil {
		return Embeddings{}, &Error{
			Kind: KindNotRecorded, Where: e.dir, Err: ErrNoEmbeddings,
			Reason: fmt.Sprintf("of %d texts %d have no embedding by %q recorded, the first being %q", len(r.Texts), len(missing), e.model, clip(missing[0])),
		}
	}
	fresh, err := e.next.Embed(ctx, EmbedRequest{Texts: missing, Allow: r.Allow})
	all.Usage, all.Cost, all.Calls = fresh.Usage, fresh.Cost, fresh.Calls
	if err != nil {
		all.Vectors = nil
		return all, err
	}
	for k, i := range places {
		all.Vectors[i] = fresh.Vectors[k]
		if err := e.write(missing[k], fresh.Vectors[k]); err != nil {
			return all, &Error{Kind: KindFolder, Where: e.dir, Reason: err.Error(), Err: err}
		}
	}
	return all, nil
}

// file names the file of a text.
func (e *RecordedEmbedder) file(text string) string {
	var key []byte
	for _, part := range []string{e.model, text} {
		key = binary.LittleEndian.AppendUint64(key, uint64(len(part)))
		key = append(key, part...)
	}
	sum := sha256.Sum256(key)
	return "embedding-" + hex.EncodeToString(sum[:16]) + ".json"
}

func (e *RecordedEmbedder) read(text string) ([]float32, error) {
	name := e.file(text)
	content, err := os.ReadFile(filepath.Join(e.dir, name))
	if err != nil {
		return nil, err
	}
	var r embeddingRecord
	if err := json.Unmarshal(content, &r); err != nil {
		return nil, fmt.Errorf("%s is damaged: %w; remove it", name, err)
	}
	if r.Format != embeddingFormat {
		return nil, fmt.Errorf("%s has format %d, this program reads %d", name, r.Format, embeddingFormat)
	}
	vector := make([]float32, len(r.Vector)/4)
	for i := range vector {
		vector[i] = math.Float32frombits(binary.LittleEndian.Uint32(r.Vector[4*i:]))
	}
	if r.Text != text || r.Model != e.model || !directed(vector) {
		return nil, fmt.Errorf("%s is damaged: it holds no vector of the text that it is named after; remove it", name)
	}
	return vector, nil
}

func (e *RecordedEmbedder) write(text string, vector []float32) error {
	r := embeddingRecord{Format: embeddingFormat, Model: e.model, Text: text}
	for _, x := range vector {
		r.Vector = binary.LittleEndian.AppendUint32(r.Vector, math.Float32bits(x))
	}
	content, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(e.dir, 0o777); err != nil {
		return err
	}
	return writeWhole(filepath.Join(e.dir, e.file(text)), append(content, '\n'))
}
