package blob

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"time"

	"gocloud.dev/blob"
	"gocloud.dev/blob/fileblob"
	"gocloud.dev/blob/s3blob"
	"gocloud.dev/gcerrors"
)

// The errors of a bucket.
var (
	// ErrNotFound is returned for a key without a file.
	ErrNotFound = errors.New("blob: not found")
	// ErrTooLarge is returned for a file over the size that the reader allows.
	ErrTooLarge = errors.New("blob: larger than allowed")
	// ErrKey is returned for a key of another form than Put asks for.
	ErrKey = errors.New("blob: not a key")
)

// Bucket is where files lie.
type Bucket struct {
	bucket *blob.Bucket
	// folder is where the files of a file:// bucket lie.
	folder string
}

// Open opens a bucket by its address: file:///folder, which is made when it is missing, or s3://name with the
// options of gocloud.dev/blob/s3blob (region, endpoint) and credentials as Amazon's tools find them.
func Open(ctx context.Context, address string) (*Bucket, error) {
	u, err := url.Parse(address)
	if err != nil {
		// The address is not repeated: it may hold a password.
		return nil, errors.New("blob: the address of the bucket cannot be read")
	}
	switch u.Scheme {
	case fileblob.Scheme:
		return openFolder(u)
	case s3blob.Scheme:
		bucket, err := blob.OpenBucket(ctx, address)
		if err != nil {
			return nil, fmt.Errorf("blob: opening the bucket %s: %w", u.Host, err)
		}
		return &Bucket{bucket: bucket}, nil
	}
	return nil, fmt.Errorf("blob: a bucket is file:///folder or s3://name, not %q", u.Scheme)
}

func openFolder(u *url.URL) (*Bucket, error) {
	if u.Host != "" || !filepath.IsAbs(filepath.FromSlash(u.Path)) || u.RawQuery != "" {
		return nil, errors.New("blob: a folder is written file:///folder, without host or options")
	}
	folder := filepath.FromSlash(u.Path)
	// What a file is stands in the database, so no second file with its type is written beside it. Temporary
	// files lie beside their target: a rename must not cross file systems.
	bucket, err := fileblob.OpenBucket(folder, &fileblob.Options{
		CreateDir: true, DirFileMode: 0o700, NoTempDir: true, Metadata: fileblob.MetadataDontWrite,
	})
	if err != nil {
		return nil, fmt.Errorf("blob: opening the folder: %w", err)
	}
	return &Bucket{bucket: bucket, folder: folder}, nil
}

// keyForm allows only what every kind of bucket stores as it is: two names, without dots.
var keyForm = regexp.MustCompile(`^[0-9A-Za-z]{1,64}/[0-9A-Za-z-]{1,128}$`)

// unfinishedForm is a key with what a folder puts behind it while the file is being written.
var unfinishedForm = regexp.MustCompile(`^[0-9A-Za-z]{1,64}/[0-9A-Za-z-]{1,128}\.[0-9a-f]{1,16}\.tmp$`)

// Unfinished says whether a key that Walk gave is a file that was never written to its end: what a process leaves
// that ends within Put. No row can name it.
func Unfinished(key string) bool { return unfinishedForm.MatchString(key) }

// Put writes a file. It returns once the file would survive the end of the process, and of the machine where
// the bucket is a folder.
func (b *Bucket) Put(ctx context.Context, key, contentType string, data []byte) error {
	if !keyForm.MatchString(key) {
		return ErrKey
	}
	err := b.bucket.WriteAll(ctx, key, data, &blob.WriterOptions{ContentType: contentType, DisableContentTypeDetection: true})
	if err != nil {
		return fmt.Errorf("blob: writing: %w", err)
	}
	return b.sync(key)
}

// sync makes a file of a folder, its name and the name of its folder last.
func (b *Bucket) sync(key string) error {
	if b.folder == "" {
		return nil
	}
	path := filepath.Join(b.folder, filepath.FromSlash(key))
	for _, name := range []string{path, filepath.Dir(path), b.folder} {
		f, err := os.Open(name)
		if err != nil {
			return fmt.Errorf("blob: writing: %w", err)
		}
		if err := errors.Join(f.Sync(), f.Close()); err != nil {
			return fmt.Errorf("blob: writing: %w", err)
		}
	}
	return nil
}

// Get reads a file of at most the given size.
func (b *Bucket) Get(ctx context.Context, key string, most int64) ([]byte, error) {
	if !keyForm.MatchString(key) {
		return nil, ErrKey
	}
	reader, err := b.bucket.NewReader(ctx, key, nil)
	if gcerrors.Code(err) == gcerrors.NotFound {
		return nil, ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("blob: reading: %w", err)
	}
	defer func() { _ = reader.Close() }()
	var data bytes.Buffer
	n, err := io.Copy(&data, io.LimitReader(reader, most+1))
	if err != nil {
		return nil, fmt.Errorf("blob: reading: %w", err)
	}
	if n > most {
		return nil, ErrTooLarge
	}
	return data.Bytes(), nil
}

// Delete removes a file, also an unfinished one; one that is not there is no error.
func (b *Bucket) Delete(ctx context.Context, key string) error {
	if !keyForm.MatchString(key) && !Unfinished(key) {
		return ErrKey
	}
	err := b.bucket.Delete(ctx, key)
	if err != nil && gcerrors.Code(err) != gcerrors.NotFound {
		return fmt.Errorf("blob: removing: %w", err)
	}
	return nil
}

// Walk gives the key of every file that was written before an instant, unfinished ones among them, until fn fails.
// Files whose names are no keys are not ours and are left out.
func (b *Bucket) Walk(ctx context.Context, before time.Time, fn func(key string) error) error {
	list := b.bucket.List(nil)
	for {
		object, err := list.Next(ctx)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("blob: listing: %w", err)
		}
		ours := keyForm.MatchString(object.Key) || Unfinished(object.Key)
		if object.IsDir || !ours || !object.ModTime.Before(before) {
			continue
		}
		if err := fn(object.Key); err != nil {
			return err
		}
	}
}

// Close ends the use of the bucket.
func (b *Bucket) Close() error { return b.bucket.Close() }
