package cloud

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/zclconf/go-cty/cty"
)

func TestWorld(t *testing.T) {
	kind, _ := catalog.Resource("google_storage_bucket")
	subject := NewSubject("google_storage_bucket", kind, made(t, "google_storage_bucket", fields{"name": "shop"}), Defaults{})

	world := World{"google_storage_bucket/shop": []byte("null")}
	if _, gone, err := world.Of("", subject); !gone || err != nil {
		t.Error("null does not mean that the bucket is gone")
	}
	world = World{"google_storage_bucket/shop": []byte(`{"storage_class": "NEARLINE"}`)}
	if changes, gone, _ := world.Of("", subject); gone || changes["storage_class"] != "NEARLINE" {
		t.Error("the difference is not found")
	}
	if changes, gone, _ := world.Of("data.", subject); gone || changes != nil {
		t.Error("a data source takes what is said of a resource")
	}
}

func TestReadWorldRefusesWhatIsNoObject(t *testing.T) {
	path := filepath.Join(t.TempDir(), "world.json")
	if err := os.WriteFile(path, []byte("[]"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := ReadWorld(path); err == nil {
		t.Error("a list is taken for a world")
	}
}

func TestDriftKeepsWhatItDoesNotName(t *testing.T) {
	kind, _ := catalog.Resource("google_cloud_run_v2_service")
	before := made(t, "google_cloud_run_v2_service", fields{"name": "shop", "template": []any{fields{
		"service_account": "a", "containers": []any{fields{"image": "shop:1", "command": []string{"run"}}},
	}}})
	after, err := Drifted(kind.Block, before, fields{"template": []any{fields{"containers": []any{fields{"image": "shop:2"}}}}})
	if err != nil {
		t.Fatal(err)
	}
	template := after.GetAttr("template").AsValueSlice()[0]
	container := template.GetAttr("containers").AsValueSlice()[0]
	if container.GetAttr("image").AsString() != "shop:2" || container.GetAttr("command").LengthInt() != 1 {
		t.Error("the image is not the new one, or the command is lost")
	}
	if !template.GetAttr("service_account").RawEquals(cty.StringVal("a")) {
		t.Error("the service account is lost")
	}
}

func TestDriftRefusesUnknownArguments(t *testing.T) {
	kind, _ := catalog.Resource("google_storage_bucket")
	if _, err := Drifted(kind.Block, Blank(kind.Block, cty.NullVal), fields{"colour": "red"}); err == nil {
		t.Error("an argument that does not exist is accepted")
	}
}

func TestImportedIds(t *testing.T) {
	for id, want := range map[string]string{
		"projects/p/locations/europe-west6/services/shop": "p", "p/europe-west6/shop": "p", "europe-west6/shop": "",
	} {
		kind, _ := catalog.Resource("google_cloud_run_v2_service")
		value, err := Imported("google_cloud_run_v2_service", kind, id)
		if err != nil {
			t.Fatal(err)
		}
		project := value.GetAttr("project")
		if value.GetAttr("name").AsString() != "shop" || value.GetAttr("location").AsString() != "europe-west6" {
			t.Errorf("%s is read as %#v", id, value.GetAttr("name"))
		}
		if want == "" && !project.IsNull() || want != "" && !project.RawEquals(cty.StringVal(want)) {
			t.Errorf("%s has the project %#v", id, project)
		}
	}
	kind, _ := catalog.Resource("google_compute_network")
	if _, err := Imported("google_compute_network", kind, "a/b/c/d"); err == nil {
		t.Error("an id of another form is accepted")
	}
}
