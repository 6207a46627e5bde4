package gateway

import (
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"regexp"
	"strings"
)

// webPolicy is the Content-Security-Policy of the web apps: their own files, their own server, and what they made
// themselves (a photo of a paper, a sheet to print). Nothing inline, nothing evaluated, no other origin.
const webPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; " +
	"font-src 'self'; manifest-src 'self'; worker-src 'self'; media-src 'self' blob:; " +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// Caching of the apps' files.
const (
	// cacheForever is for names that hold a hash of what is in the file.
	cacheForever = "public, max-age=31536000, immutable"
	// cacheDay is for the service worker: an opening of the app asks for nothing while it is fresh, and so a new
	// version is noticed up to a day after it was installed here.
	cacheDay = "public, max-age=86400"
	// cacheChecked is for what has one name in all versions: asked for each time, sent when it changed.
	cacheChecked = "no-cache"
)

// Header values of the apps' files that never change.
var (
	valueWebPolicy   = []string{webPolicy}
	valuePermissions = []string{"camera=(self), display-capture=(), geolocation=(), microphone=(), midi=(), payment=(), usb=()"}
	valueSameOrigin  = []string{"same-origin"}
	valueByEncoding  = []string{"Accept-Encoding"}
	valueBrotli      = []string{"br"}
)

// frontApp is the app that is served at / itself.
const frontApp = "front"

// webApps are the folders of the built apps; each is served below its own name.
var webApps = []string{frontApp, "moutamadris", "waliye", "moudaris", "idara"}

// hashed are the files whose names hold their hash: all that the build puts in assets, and the worker's library.
var hashed = regexp.MustCompile(`^(assets/.+-[A-Za-z0-9_-]{8}\.[a-z0-9]+|workbox-[0-9a-f]{8}\.js)$`)

// webTypes are the types of the apps' files by their ending. They are written here because the table of the system
// differs between machines.
var webTypes = map[string]string{
	".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8",
	".webmanifest": "application/manifest+json", ".json": "application/json", ".svg": "image/svg+xml", ".png": "image/png",
	".webp": "image/webp", ".woff2": "font/woff2", ".txt": "text/plain; charset=utf-8",
}

// webFile is one file of an app, in the forms that the build made of it.
type webFile struct {
	contentType  []string
	cacheControl []string
	plain        []byte
	brotli, gzip []byte // nil where it saved nothing
	// isRoot: a page or a service worker, by whose policy the browser judges all that they load. What they load needs
	// none of its own, and on a slow line each header counts.
	isRoot bool
}

// webFiles are the files of the apps by the path that they are served at. A request is looked up in it and never
// reaches a file system: what is not here is not found, however it is spelled.
type webFiles struct {
	files map[string]webFile
	// moved are the names of the apps without their slash.
	moved map[string]string
}

// newWebFiles reads the built apps. An app that was not built is not served; that is no error.
func newWebFiles(built fs.FS) (webFiles, error) {
	w := webFiles{files: map[string]webFile{}, moved: map[string]string{}}
	if built == nil {
		return w, nil
	}
	for _, app := range webApps {
		if _, err := fs.Stat(built, app+"/index.html"); errors.Is(err, fs.ErrNotExist) {
			continue
		} else if err != nil {
			return w, fmt.Errorf("gateway: web apps: %w", err)
		}
		base := "/" + app + "/"
		if app == frontApp {
			base = "/"
		} else {
			w.moved["/"+app] = base
		}
		if err := w.addApp(built, app, base); err != nil {
			return w, fmt.Errorf("gateway: web apps: %w", err)
		}
	}
	return w, nil
}

func (w webFiles) addApp(built fs.FS, app, base string) error {
	return fs.WalkDir(built, app, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		file, encoding := name, ""
		if ext := path.Ext(name); ext == ".br" || ext == ".gz" {
			file, encoding = strings.TrimSuffix(name, ext), ext
		}
		contentType, known := webTypes[path.Ext(file)]
		if !known {
			return fmt.Errorf("%s: no type is known for its ending", name)
		}
		bytes, err := fs.ReadFile(built, name)
		if err != nil {
			return err
		}
		inApp := strings.TrimPrefix(file, app+"/")
		at := base + inApp
		if inApp == "index.html" {
			at = base
		}
		f := w.files[at]
		switch encoding {
		case ".br":
			f.brotli = bytes
		case ".gz":
			f.gzip = bytes
		default:
			f.plain = bytes
		}
		f.contentType = []string{contentType}
		f.isRoot = path.Ext(file) == ".html" || inApp == "sw.js"
		switch {
		case hashed.MatchString(inApp):
			f.cacheControl = []string{cacheForever}
		case inApp == "sw.js":
			f.cacheControl = []string{cacheDay}
		default:
			f.cacheControl = []string{cacheChecked}
		}
		w.files[at] = f
		// The service worker of an app asks for its page by this name.
		if inApp == "index.html" {
			w.files[base+inApp] = f
		}
		return nil
	})
}

// find returns what serves a path of the apps.
func (w webFiles) find(at string) (func(*response, *http.Request), bool) {
	if f, ok := w.files[at]; ok {
		return f.serve, true
	}
	if to, ok := w.moved[at]; ok {
		return func(res *response, r *http.Request) {
			// A printed code may have brought somebody here: what follows the question mark is kept.
			target := url.URL{Path: to, RawQuery: r.URL.RawQuery}
			http.Redirect(res, r, target.String(), http.StatusMovedPermanently)
		}, true
	}
	return nil, false
}

// serve sends the smallest form that the caller takes. The ETag is made from the bytes sent, so that each form has
// its own.
func (f webFile) serve(res *response, r *http.Request) {
	h := res.Header()
	h["Content-Type"] = f.contentType
	h["Cache-Control"] = f.cacheControl
	if f.isRoot {
		h["Content-Security-Policy"] = valueWebPolicy
		h["Permissions-Policy"] = valuePermissions
		h["Cross-Origin-Opener-Policy"] = valueSameOrigin
	}
	h["Cross-Origin-Resource-Policy"] = valueSameOrigin
	h["Vary"] = valueByEncoding
	res.isFixed = true
	body := f.plain
	switch accepted := r.Header["Accept-Encoding"]; {
	case f.brotli != nil && accepts(accepted, "br"):
		h["Content-Encoding"] = valueBrotli
		body = f.brotli
	case f.gzip != nil && accepts(accepted, "gzip"):
		h["Content-Encoding"] = valueGzip
		body = f.gzip
	}
	res.buf = append(res.buf, body...)
}
