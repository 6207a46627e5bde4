package demo

import (
	"context"
	"errors"
	"io"
	"time"

	"google.golang.org/grpc"

	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	waliyev1 "github.com/massar-platform/massar/proto/gen/massar/waliye/v1"
)

// excuse is a spell of a pupil that somebody speaks about.
type excuse struct {
	pupil *pupil
	spell spell
	// guardian sends it; nil: it was brought to the office.
	guardian *user
}

// guardianDays is how long after an absence a guardian may still send papers; later ones the office takes.
const guardianDays = 29

// excuses are the spells that a family said something about.
func (d *seeder) excuses() []excuse {
	var list []excuse
	for _, s := range d.plan.schools {
		for _, c := range s.classes {
			for _, pu := range c.pupils {
				for _, one := range pu.spells {
					if one.verdict == silent {
						continue
					}
					guardian := d.guardians[pu]
					if day(d.plan.today).Sub(day(one.to)) > guardianDays*24*time.Hour {
						guardian = nil
					}
					list = append(list, excuse{pu, one, guardian})
				}
			}
		}
	}
	return list
}

// justify brings an excuse, with its paper, and has the office decide it.
func (d *seeder) justify(ctx context.Context, e excuse) error {
	office := d.offices[e.pupil.class.school]
	span := e.pupil.code + " from " + e.spell.from
	id, err := d.bring(ctx, office, e, span)
	if err != nil {
		return err
	}
	if e.spell.paper && e.guardian != nil {
		paper := certificate(e.pupil.name().GetLatin(), e.spell.from, e.spell.to)
		if _, err := do(ctx, e.guardian, "paper of "+span, d.attach(e.pupil.id, id), paper); err != nil {
			return err
		}
	}
	switch e.spell.verdict {
	case accepted:
		_, err = do(ctx, office, "accept "+span, d.api.idara.AcceptJustification, &idarav1.AcceptJustificationRequest{JustificationId: id})
	case refused:
		_, err = do(ctx, office, "refuse "+span, d.api.idara.RefuseJustification, &idarav1.RefuseJustificationRequest{
			JustificationId: id, Reason: "لم يدل ولي الأمر بأية وثيقة",
		})
	}
	return err
}

// bring writes the justification down, as the guardian or as the office to which it was brought.
func (d *seeder) bring(ctx context.Context, office *user, e excuse, span string) (id string, err error) {
	text := map[typev1.JustificationReason_Value]string{
		typev1.JustificationReason_ILLNESS: "كان مريضا، ومعه شهادة طبية", typev1.JustificationReason_TRANSPORT: "تأخر النقل المدرسي",
		typev1.JustificationReason_FAMILY: "ظرف عائلي طارئ", typev1.JustificationReason_OTHER: "بعد استدعاء ولي الأمر",
	}[e.spell.reason]
	if e.guardian != nil {
		out, err := do(ctx, e.guardian, "justify "+span, d.api.waliye.CreateJustification, &waliyev1.CreateJustificationRequest{
			StudentId: e.pupil.id, From: e.spell.from, To: e.spell.to, Reason: e.spell.reason, Text: text,
		})
		return out.GetJustification().GetJustificationId(), err
	}
	out, err := do(ctx, office, "justify "+span, d.api.idara.CreateJustification, &idarav1.CreateJustificationRequest{
		StudentId: e.pupil.id, From: e.spell.from, To: e.spell.to, Reason: e.spell.reason, Text: text,
	})
	return out.GetJustification().GetJustificationId(), err
}

// attach streams a paper in the form of a unary call.
func (d *seeder) attach(studentID, justificationID string) func(context.Context, []byte, ...grpc.CallOption) (*waliyev1.DocumentResponse, error) {
	return func(ctx context.Context, paper []byte, opts ...grpc.CallOption) (*waliyev1.DocumentResponse, error) {
		stream, err := d.api.waliye.AttachDocument(ctx, opts...)
		if err != nil {
			return nil, err
		}
		err = stream.Send(&waliyev1.AttachDocumentRequest{Part: &waliyev1.AttachDocumentRequest_Header_{Header: &waliyev1.AttachDocumentRequest_Header{
			StudentId: studentID, JustificationId: justificationID,
		}}})
		if err == nil {
			err = stream.Send(&waliyev1.AttachDocumentRequest{Part: &waliyev1.AttachDocumentRequest_Chunk{Chunk: paper}})
		}
		// A server that answers before the end says why in its answer.
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, err
		}
		return stream.CloseAndRecv()
	}
}
