package schema

import "testing"

func TestCatalogHoldsEveryTypeOfTheProvider(t *testing.T) {
	catalog := opened(t, Google)
	if got := len(catalog.ResourceNames()); got != 1344 {
		t.Errorf("there are %d resources, not 1344", got)
	}
	if got := len(catalog.DataSourceNames()); got != 463 {
		t.Errorf("there are %d data sources, not 463", got)
	}
	if catalog.Version() != "7.45.0" {
		t.Errorf("the version is %s", catalog.Version())
	}
}

func TestEveryTypeCanBeServed(t *testing.T) {
	catalog := opened(t, GoogleBeta)
	catalog.Provider().Protocol()
	for _, name := range catalog.ResourceNames() {
		kind, _ := catalog.Resource(name)
		if kind.Protocol().ValueType() == nil {
			t.Errorf("%s has no type", name)
		}
	}
	for _, name := range catalog.DataSourceNames() {
		kind, _ := catalog.DataSource(name)
		kind.Protocol()
	}
}

func TestBetaAddsItsOwnTypes(t *testing.T) {
	google, beta := opened(t, Google), opened(t, GoogleBeta)
	for _, name := range []string{"google_api_gateway_api", "google_firebase_web_app", "google_project_service_identity"} {
		if _, found := google.Resource(name); found {
			t.Errorf("google has %s, which exists only in google-beta", name)
		}
		if _, found := beta.Resource(name); !found {
			t.Errorf("google-beta lacks %s", name)
		}
	}
	if _, found := beta.Resource("google_storage_bucket"); !found {
		t.Error("google-beta lacks what google has")
	}
}

func TestFlagsReachTheProtocol(t *testing.T) {
	kind, _ := opened(t, Google).Resource("google_secret_manager_secret_version")
	for _, attribute := range kind.Protocol().Block.Attributes {
		switch attribute.Name {
		case "secret_data":
			if !attribute.Sensitive || !attribute.Optional {
				t.Error("secret_data is not an optional, sensitive argument")
			}
		case "secret_data_wo":
			if !attribute.WriteOnly {
				t.Error("secret_data_wo is not write-only")
			}
		}
	}
}

func opened(t *testing.T, open func() (*Catalog, error)) *Catalog {
	t.Helper()
	catalog, err := open()
	if err != nil {
		t.Fatal(err)
	}
	return catalog
}
