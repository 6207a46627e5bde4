package identity

import (
	"context"
	"errors"

	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/localtext"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/services/identity/internal/store"
)

// errBootstrapTaken ends the transaction of the second of two processes that start a fresh data set at once:
// the first one prints the code.
var errBootstrapTaken = errors.New("identity: the first account is being made by another process")

// EnsureBootstrap makes the first ministry account of a fresh data set, not yet active, and returns its
// single-use activation code: once, to be printed. It returns nothing where that account is there, unless
// its code expired unused: then a new one.
func (s *Service) EnsureBootstrap(ctx context.Context) (code string, err error) {
	err = s.ring.ensure(ctx)
	if err != nil {
		return "", err
	}
	err = s.db.InTx(ctx, func(ctx context.Context, tx sqldb.Tx) error {
		code = ""
		id, active, err := store.FirstWithRole(ctx, tx, roleMinistry)
		if err != nil || active {
			return err
		}
		if id == "" {
			id = ids.New()
			free, err := store.InsertAccount(ctx, tx, store.Account{
				ID: id, NameAr: "وزارة التربية الوطنية", NameLatin: "Ministère de l'Éducation nationale",
				Locale: string(localtext.Default), CreatedAt: s.now(),
			}, normalIdentifier(s.cfg.BootstrapIdentifier))
			if err != nil {
				return err
			}
			if !free {
				return errBootstrapTaken
			}
			_, err = store.AddRole(ctx, tx, store.Role{AccountID: id, Role: roleMinistry, Node: rootNode, PersonID: ids.New()})
			if err != nil {
				return err
			}
		} else {
			waiting, err := store.AccountsWithCode(ctx, tx, []string{id}, s.now())
			if err != nil || len(waiting) > 0 {
				return err
			}
		}
		printed, _, err := s.issueAccountCode(ctx, tx, accountCode{accountID: id, purpose: store.PurposeActivate, life: activationLife})
		if err != nil {
			return err
		}
		code = printed
		return s.audit(ctx, tx, id, 0, "identity.EnsureBootstrap", id)
	})
	if errors.Is(err, errBootstrapTaken) {
		return "", nil
	}
	return code, err
}
