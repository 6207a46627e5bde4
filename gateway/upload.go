package gateway

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"

	"github.com/grpc-ecosystem/grpc-gateway/v2/runtime"
	"google.golang.org/protobuf/proto"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/upload"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	moudarisv1 "github.com/massar-platform/massar/proto/gen/massar/moudaris/v1"
)

// Routes that take a file as the raw body.
const (
	routeImports    = "/v1/idara/imports"
	routeSheets     = "/v1/moudaris/markSheets/"
	routeSheetVerb  = ":import"
	patternImports  = routeImports
	patternSheet    = routeSheets + "{mark_sheet_id}" + routeSheetVerb
	uploadChunkSize = 64 << 10
)

// isUpload tells the routes of files from those of JSON, whose bodies are much smaller.
func isUpload(r *http.Request) bool {
	if r.Method != http.MethodPost {
		return false
	}
	path := r.URL.Path
	return path == routeImports || strings.HasPrefix(path, routeSheets) && strings.HasSuffix(path, routeSheetVerb)
}

// uploads registers the routes that no generated handler can have.
func (g *Gateway) uploads(muxes map[string]*runtime.ServeMux) error {
	idara := idarav1.NewIdaraServiceClient(g.deps.Conns["idara"])
	moudaris := moudarisv1.NewMoudarisServiceClient(g.deps.Conns["moudaris"])
	return errors.Join(
		muxes["idara"].HandlePath(http.MethodPost, patternImports, func(w http.ResponseWriter, r *http.Request, _ map[string]string) {
			query := r.URL.Query()
			g.upload(w, r, muxes["idara"], idarav1.IdaraService_CreateImport_FullMethodName, func(ctx context.Context, file io.Reader) (proto.Message, error) {
				stream, err := idara.CreateImport(ctx)
				if err != nil {
					return nil, err
				}
				return send(file, stream.Send, stream.CloseAndRecv,
					&idarav1.CreateImportRequest{Part: &idarav1.CreateImportRequest_Header_{Header: &idarav1.CreateImportRequest_Header{
						Kind: query.Get("kind"), SchoolCode: query.Get("schoolCode"), SchoolYear: query.Get("schoolYear"), FileName: query.Get("fileName"),
					}}},
					func(chunk []byte) *idarav1.CreateImportRequest {
						return &idarav1.CreateImportRequest{Part: &idarav1.CreateImportRequest_Chunk{Chunk: chunk}}
					})
			})
		}),
		muxes["moudaris"].HandlePath(http.MethodPost, patternSheet, func(w http.ResponseWriter, r *http.Request, path map[string]string) {
			query := r.URL.Query()
			g.upload(w, r, muxes["moudaris"], moudarisv1.MoudarisService_ImportMarkSheet_FullMethodName, func(ctx context.Context, file io.Reader) (proto.Message, error) {
				overwrite, err := flag(query.Get("overwrite"), "overwrite")
				if err != nil {
					return nil, err
				}
				stream, err := moudaris.ImportMarkSheet(ctx)
				if err != nil {
					return nil, err
				}
				return send(file, stream.Send, stream.CloseAndRecv,
					&moudarisv1.ImportMarkSheetRequest{Part: &moudarisv1.ImportMarkSheetRequest_Header_{Header: &moudarisv1.ImportMarkSheetRequest_Header{
						MarkSheetId: path["mark_sheet_id"], Overwrite: overwrite, FileName: query.Get("fileName"),
					}}},
					func(chunk []byte) *moudarisv1.ImportMarkSheetRequest {
						return &moudarisv1.ImportMarkSheetRequest{Part: &moudarisv1.ImportMarkSheetRequest_Chunk{Chunk: chunk}}
					})
			})
		}),
	)
}

// upload serves one file. The Content-Type is not looked at, and the body is never
// parsed as a form: a form parser would read it before us.
func (g *Gateway) upload(w http.ResponseWriter, r *http.Request, mux *runtime.ServeMux, method string, call func(context.Context, io.Reader) (proto.Message, error)) {
	res, ok := w.(*response)
	if !ok {
		http.Error(w, http.StatusText(http.StatusInternalServerError), http.StatusInternalServerError)
		return
	}
	if r.ContentLength > maxUpload {
		res.fail(upload.TooLarge())
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), uploadTimeout)
	defer cancel() // also abandons a stream that was refused half-way
	ctx, err := runtime.AnnotateContext(ctx, mux, r, method)
	if err != nil {
		res.fail(err)
		return
	}
	answer, err := call(ctx, &fileReader{in: r.Body, left: maxUpload})
	if err != nil {
		res.fail(err)
		return
	}
	_, marshaler := runtime.MarshalerForRequest(mux, r)
	runtime.ForwardResponseMessage(ctx, mux, marshaler, res, r, answer)
}

// send streams a header and then the file's chunks, and returns the answer. When
// the service ends the call early, its error is the one that counts.
func send[Req any, Res proto.Message](file io.Reader, send func(Req) error, finish func() (Res, error), header Req, chunk func([]byte) Req) (proto.Message, error) {
	next := header
	buf := make([]byte, uploadChunkSize)
	for {
		if err := send(next); err != nil {
			if !errors.Is(err, io.EOF) {
				return nil, err
			}
			break
		}
		n, err := io.ReadFull(file, buf)
		if n > 0 {
			next = chunk(buf[:n])
		}
		switch {
		case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF) && n == 0:
			return finish()
		case errors.Is(err, io.ErrUnexpectedEOF):
			if sendErr := send(next); sendErr != nil && !errors.Is(sendErr, io.EOF) {
				return nil, sendErr
			}
			return finish()
		case err != nil:
			return nil, err
		}
	}
	return finish()
}

// fileReader bounds a file and types its errors.
type fileReader struct {
	in   io.Reader
	left int64
}

// Read refuses the first byte beyond the limit.
func (f *fileReader) Read(p []byte) (int, error) {
	if int64(len(p)) > f.left+1 {
		p = p[:f.left+1]
	}
	n, err := f.in.Read(p)
	if f.left -= int64(n); f.left < 0 {
		f.left = -1
		return 0, upload.TooLarge()
	}
	if err != nil && !errors.Is(err, io.EOF) {
		err = bodyLost(err)
	}
	return n, err
}

// flag reads a boolean of the query.
func flag(text, name string) (bool, error) {
	if text == "" {
		return false, nil
	}
	b, err := strconv.ParseBool(text)
	if err != nil {
		return false, errs.E(errs.Invalid, errorsv1.Reason_INVALID_REQUEST, "reading the query", err, errs.Field(name, errorsv1.Reason_FIELD_FORMAT))
	}
	return b, nil
}
