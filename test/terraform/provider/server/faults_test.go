package server

import (
	"strings"
	"testing"
)

func TestFaultsNameTheirTypes(t *testing.T) {
	faults := ReadFaults("crash-plan=google_sql_user, denied-apply=google_storage_bucket")
	faults.planning("google_storage_bucket")
	if err := faults.applying("google_sql_user"); err != nil {
		t.Error(err)
	}
	if err := faults.applying("google_storage_bucket"); err == nil || !strings.Contains(err.Error(), "403") {
		t.Errorf("the denied type gives %v", err)
	}
	defer func() {
		if recover() == nil {
			t.Error("planning the named type does not crash")
		}
	}()
	faults.planning("google_sql_user")
}

func TestTheTokenExpiresAtTheGivenApply(t *testing.T) {
	faults := ReadFaults("expired-after=3")
	for count := 1; count <= 4; count++ {
		err := faults.applying("google_storage_bucket")
		if expired := err != nil && strings.Contains(err.Error(), "ACCESS_TOKEN_EXPIRED"); expired != (count >= 3) {
			t.Errorf("apply %d gives %v", count, err)
		}
	}
}

func TestWithoutFaultsNothingFails(t *testing.T) {
	faults := ReadFaults("")
	faults.planning("google_storage_bucket")
	if err := faults.applying("google_storage_bucket"); err != nil {
		t.Error(err)
	}
}
