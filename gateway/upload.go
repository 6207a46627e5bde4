package gateway

import (
	"context"
	"errors"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/grpc-ecosystem/grpc-gateway/v2/runtime"
	"google.golang.org/protobuf/proto"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/upload"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	moudarisv1 "github.com/massar-platform/massar/proto/gen/massar/moudaris/v1"
	waliyev1 "github.com/massar-platform/massar/proto/gen/massar/waliye/v1"
)

// Routes that take a file as the raw body.
const (
	patternImports          = "/v1/idara/imports"
	patternSheet            = "/v1/moudaris/markSheets/{mark_sheet_id}:import"
	patternOfficeDocument   = "/v1/idara/justifications/{justification_id}:attach"
	patternGuardianDocument = "/v1/waliye/children/{student_id}/justifications/{justification_id}:attach"

	uploadChunkSize = 64 << 10
)

// uploadRoutes are the first and the last part of the path of each of them.
var uploadRoutes = [][2]string{
	{patternImports, ""},
	{"/v1/moudaris/markSheets/", ":import"},
	{"/v1/idara/justifications/", ":attach"},
	{"/v1/waliye/children/", ":attach"},
}

// isUpload tells the routes of files from those of JSON, whose bodies are much smaller.
func isUpload(r *http.Request) bool {
	if r.Method != http.MethodPost {
		return false
	}
	return slices.ContainsFunc(uploadRoutes, func(route [2]string) bool {
		if route[1] == "" {
			return r.URL.Path == route[0]
		}
		return strings.HasPrefix(r.URL.Path, route[0]) && strings.HasSuffix(r.URL.Path, route[1])
	})
}

// uploads registers the routes that no generated handler can have.
func (g *Gateway) uploads(muxes map[string]*runtime.ServeMux) error {
	idara := idarav1.NewIdaraServiceClient(g.deps.Conns["idara"])
	moudaris := moudarisv1.NewMoudarisServiceClient(g.deps.Conns["moudaris"])
	waliye := waliyev1.NewWaliyeServiceClient(g.deps.Conns["waliye"])
	return errors.Join(
		g.fileRoute(muxes["idara"], patternImports, idarav1.IdaraService_CreateImport_FullMethodName,
			func(ctx context.Context, r *http.Request, _ map[string]string, file io.Reader) (proto.Message, error) {
				query := r.URL.Query()
				dryRun, err := flag(query.Get("dryRun"), "dryRun")
				if err != nil {
					return nil, err
				}
				stream, err := idara.CreateImport(ctx)
				if err != nil {
					return nil, err
				}
				return send(file, stream.Send, stream.CloseAndRecv,
					&idarav1.CreateImportRequest{Part: &idarav1.CreateImportRequest_Header_{Header: &idarav1.CreateImportRequest_Header{
						Kind: query.Get("kind"), SchoolCode: query.Get("schoolCode"), SchoolYear: query.Get("schoolYear"), FileName: query.Get("fileName"),
						From: query.Get("from"), DryRun: dryRun, ClassId: query.Get("classId"),
					}}},
					func(chunk []byte) *idarav1.CreateImportRequest {
						return &idarav1.CreateImportRequest{Part: &idarav1.CreateImportRequest_Chunk{Chunk: chunk}}
					})
			}),
		g.fileRoute(muxes["moudaris"], patternSheet, moudarisv1.MoudarisService_ImportMarkSheet_FullMethodName,
			func(ctx context.Context, r *http.Request, path map[string]string, file io.Reader) (proto.Message, error) {
				query := r.URL.Query()
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
						Keep: query["keep"], Replace: query["replace"],
					}}},
					func(chunk []byte) *moudarisv1.ImportMarkSheetRequest {
						return &moudarisv1.ImportMarkSheetRequest{Part: &moudarisv1.ImportMarkSheetRequest_Chunk{Chunk: chunk}}
					})
			}),
		g.fileRoute(muxes["idara"], patternOfficeDocument, idarav1.IdaraService_AttachDocument_FullMethodName,
			func(ctx context.Context, _ *http.Request, path map[string]string, file io.Reader) (proto.Message, error) {
				stream, err := idara.AttachDocument(ctx)
				if err != nil {
					return nil, err
				}
				return send(file, stream.Send, stream.CloseAndRecv,
					&idarav1.AttachDocumentRequest{Part: &idarav1.AttachDocumentRequest_Header_{Header: &idarav1.AttachDocumentRequest_Header{
						JustificationId: path["justification_id"],
					}}},
					func(chunk []byte) *idarav1.AttachDocumentRequest {
						return &idarav1.AttachDocumentRequest{Part: &idarav1.AttachDocumentRequest_Chunk{Chunk: chunk}}
					})
			}),
		g.fileRoute(muxes["waliye"], patternGuardianDocument, waliyev1.WaliyeService_AttachDocument_FullMethodName,
			func(ctx context.Context, _ *http.Request, path map[string]string, file io.Reader) (proto.Message, error) {
				stream, err := waliye.AttachDocument(ctx)
				if err != nil {
					return nil, err
				}
				return send(file, stream.Send, stream.CloseAndRecv,
					&waliyev1.AttachDocumentRequest{Part: &waliyev1.AttachDocumentRequest_Header_{Header: &waliyev1.AttachDocumentRequest_Header{
						StudentId: path["student_id"], JustificationId: path["justification_id"],
					}}},
					func(chunk []byte) *waliyev1.AttachDocumentRequest {
						return &waliyev1.AttachDocumentRequest{Part: &waliyev1.AttachDocumentRequest_Chunk{Chunk: chunk}}
					})
			}),
	)
}

// fileCall carries a file to the RPC of a route, with what the path and the query say about it.
type fileCall func(ctx context.Context, r *http.Request, path map[string]string, file io.Reader) (proto.Message, error)

// fileRoute makes a route whose body is a file.
func (g *Gateway) fileRoute(mux *runtime.ServeMux, pattern, method string, call fileCall) error {
	return mux.HandlePath(http.MethodPost, pattern, func(w http.ResponseWriter, r *http.Request, path map[string]string) {
		g.upload(w, r, mux, method, func(ctx context.Context, file io.Reader) (proto.Message, error) {
			return call(ctx, r, path, file)
		})
	})
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
