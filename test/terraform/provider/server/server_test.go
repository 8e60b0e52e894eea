package server

import (
	"context"
	"testing"

	"slipway/terraform/provider/cloud"
	"slipway/terraform/provider/schema"

	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
	"github.com/zclconf/go-cty/cty"
)

func started(t *testing.T) *Server {
	t.Helper()
	catalog, err := schema.GoogleBeta()
	if err != nil {
		t.Fatal(err)
	}
	standIn, err := New(catalog)
	if err != nil {
		t.Fatal(err)
	}
	return standIn
}

// TestEveryResourceSettles plans, applies and reads each type, then plans again as Terraform does: with what was computed
// kept. Nothing may change.
func TestEveryResourceSettles(t *testing.T) {
	standIn, ctx := started(t), context.Background()
	for _, name := range standIn.catalog.ResourceNames() {
		kind, _ := standIn.catalog.Resource(name)
		none, config := packed(t, cty.NullVal(kind.Value()), kind), packed(t, cloud.Blank(kind.Block, cty.NullVal), kind)
		plan, err := standIn.PlanResourceChange(ctx, &tfprotov5.PlanResourceChangeRequest{TypeName: name, PriorState: none, ProposedNewState: config, Config: config})
		healthy(t, name, err, plan.Diagnostics)
		apply, err := standIn.ApplyResourceChange(ctx, &tfprotov5.ApplyResourceChangeRequest{TypeName: name, PriorState: none, PlannedState: plan.PlannedState, Config: config})
		healthy(t, name, err, apply.Diagnostics)
		seen, err := standIn.ReadResource(ctx, &tfprotov5.ReadResourceRequest{TypeName: name, CurrentState: apply.NewState})
		healthy(t, name, err, seen.Diagnostics)
		again, err := standIn.PlanResourceChange(ctx, &tfprotov5.PlanResourceChangeRequest{TypeName: name, PriorState: seen.NewState, ProposedNewState: seen.NewState, Config: config})
		healthy(t, name, err, again.Diagnostics)
		if string(again.PlannedState.MsgPack) != string(seen.NewState.MsgPack) {
			t.Errorf("%s changes although nothing did", name)
		}
	}
}

func TestEveryDataSourceAnswers(t *testing.T) {
	standIn := started(t)
	for _, name := range standIn.catalog.DataSourceNames() {
		kind, _ := standIn.catalog.DataSource(name)
		config := packed(t, cloud.Blank(kind.Block, cty.NullVal), kind)
		answer, err := standIn.ReadDataSource(context.Background(), &tfprotov5.ReadDataSourceRequest{TypeName: name, Config: config})
		healthy(t, name, err, answer.Diagnostics)
		if value, err := read(answer.State, kind.Value()); err != nil || !value.IsWhollyKnown() {
			t.Errorf("%s does not know everything: %v", name, err)
		}
	}
}

func TestAProtectedResourceIsNotDeleted(t *testing.T) {
	standIn := started(t)
	kind, _ := standIn.catalog.Resource("google_sql_database_instance")
	for protection, refused := range map[bool]bool{true: true, false: false} {
		prior, err := cloud.Drifted(kind.Block, cloud.Blank(kind.Block, cty.NullVal), map[string]any{"name": "db", "deletion_protection": protection})
		if err != nil {
			t.Fatal(err)
		}
		none := packed(t, cty.NullVal(kind.Value()), kind)
		answer, err := standIn.ApplyResourceChange(context.Background(), &tfprotov5.ApplyResourceChangeRequest{
			TypeName: "google_sql_database_instance", PriorState: packed(t, prior, kind), PlannedState: none, Config: none,
		})
		if err != nil || (len(answer.Diagnostics) > 0) != refused {
			t.Errorf("with deletion_protection = %v: %v %v", protection, err, answer.Diagnostics)
		}
	}
}

func TestStoredStateMayHaveOtherArguments(t *testing.T) {
	answer, err := started(t).UpgradeResourceState(context.Background(), &tfprotov5.UpgradeResourceStateRequest{
		TypeName: "google_storage_bucket", RawState: &tfprotov5.RawState{JSON: []byte(`{"name": "shop", "gone_argument": 1}`)},
	})
	healthy(t, "google_storage_bucket", err, answer.Diagnostics)
}

func packed(t *testing.T, value cty.Value, kind *schema.Type) *tfprotov5.DynamicValue {
	t.Helper()
	written, err := write(value, kind.Value())
	if err != nil {
		t.Fatal(err)
	}
	return written
}

func healthy(t *testing.T, name string, err error, diagnostics []*tfprotov5.Diagnostic) {
	t.Helper()
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	for _, diagnostic := range diagnostics {
		t.Fatalf("%s: %s: %s", name, diagnostic.Summary, diagnostic.Detail)
	}
}
