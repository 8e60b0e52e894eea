// Command make writes a vulnerability database for Trivy from a file of advisories.
//
//	go run . ../advisories.json ../trivy.db
//
// The buckets and what is in them are those of trivy-db's schema 2, as far as Trivy 0.72 reads them:
// `<ecosystem>` / `<package>` / `<id>` says which versions are affected, `vulnerability` / `<id>` what it is about, and
// `data-source` / `<ecosystem>` who says so.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log"
	"maps"
	"os"
	"slices"

	"go.etcd.io/bbolt"
)

// Advisory is one entry of advisories.json. README.md says what the fields mean.
type Advisory struct {
	ID                 string   `json:"id"`
	Aliases            []string `json:"aliases"`
	Ecosystem          string   `json:"ecosystem"`
	Package            string   `json:"package"`
	VulnerableVersions []string `json:"vulnerableVersions"`
	PatchedVersions    []string `json:"patchedVersions"`
	WithoutFix         string   `json:"withoutFix"`
	Severity           string   `json:"severity"`
	SeverityFrom       string   `json:"severityFrom"`
	Title              string   `json:"title"`
	URL                string   `json:"url"`
}

// Source: pkg/types/types.go in trivy-db, types Advisory, Vulnerability and DataSource.
type (
	dbAdvisory struct {
		VendorIDs          []string `json:",omitempty"`
		Severity           int      `json:",omitempty"`
		FixedVersion       string   `json:",omitempty"`
		VulnerableVersions []string `json:",omitempty"`
		PatchedVersions    []string `json:",omitempty"`
		Status             int      `json:",omitempty"`
	}
	dbVulnerability struct {
		Title          string
		VendorSeverity map[string]int `json:",omitempty"`
		References     []string
	}
	dbDataSource struct {
		ID   string
		Name string
		URL  string
	}
)

// Names and numbers that trivy-db uses.
var (
	severities = map[string]int{"LOW": 1, "MEDIUM": 2, "HIGH": 3, "CRITICAL": 4}
	statuses   = map[string]int{"affected": 2, "will_not_fix": 5}
	buckets    = map[string]string{
		"npm":       "npm::GitHub Security Advisory npm",
		"pip":       "pip::GitHub Security Advisory pip",
		"debian 12": "debian 12",
	}
	sources = map[string]dbDataSource{
		"npm": {"ghsa", "GitHub Security Advisory npm",
			"https://github.com/advisories?query=type%3Areviewed+ecosystem%3Anpm"},
		"pip": {"ghsa", "GitHub Security Advisory pip",
			"https://github.com/advisories?query=type%3Areviewed+ecosystem%3Apip"},
		"debian 12": {"debian", "Debian Security Tracker",
			"https://salsa.debian.org/security-tracker-team/security-tracker"},
	}
)

func main() {
	log.SetFlags(0)
	if len(os.Args) != 3 {
		log.Fatal("usage: go run . ADVISORIES.json TRIVY.db")
	}
	if err := run(os.Args[1], os.Args[2]); err != nil {
		log.Fatal(err)
	}
}

func run(from, to string) error {
	text, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	var advisories []Advisory
	if err := decoder.Decode(&advisories); err != nil {
		return fmt.Errorf("%s: %w", from, err)
	}
	content, err := contentOf(advisories)
	if err != nil {
		return fmt.Errorf("%s: %w", from, err)
	}
	return write(to, content)
}

// tree is what one bucket holds: buckets (tree) and values (anything else).
type tree map[string]any

func (t tree) under(name string) tree {
	if t[name] == nil {
		t[name] = tree{}
	}
	return t[name].(tree)
}

func contentOf(advisories []Advisory) (tree, error) {
	content := tree{}
	for _, a := range advisories {
		if err := check(a); err != nil {
			return nil, fmt.Errorf("%s of %s: %w", a.ID, a.Package, err)
		}
		bucket := buckets[a.Ecosystem]
		vulnerabilities, affected := content.under("vulnerability"), content.under(bucket).under(a.Package)
		if affected[a.ID] != nil || vulnerabilities[a.ID] != nil {
			return nil, fmt.Errorf("%s is there twice", a.ID)
		}
		entry := dbAdvisory{VendorIDs: a.Aliases}
		vulnerability := dbVulnerability{Title: a.Title, References: []string{a.URL}}
		if isDebian(a) {
			entry.Status = statuses[a.WithoutFix]
			if len(a.PatchedVersions) == 1 {
				entry.FixedVersion = a.PatchedVersions[0]
			}
		} else {
			entry.VulnerableVersions, entry.PatchedVersions = a.VulnerableVersions, a.PatchedVersions
		}
		// Debian's own severity is one of the package, all others are of the vulnerability.
		if a.SeverityFrom == "debian" {
			entry.Severity = severities[a.Severity]
		} else {
			vulnerability.VendorSeverity = map[string]int{a.SeverityFrom: severities[a.Severity]}
		}
		affected[a.ID], vulnerabilities[a.ID] = entry, vulnerability
		content.under("data-source")[bucket] = sources[a.Ecosystem]
	}
	return content, nil
}

func isDebian(a Advisory) bool { return a.Ecosystem == "debian 12" }

func check(a Advisory) error {
	froms := []string{"ghsa"}
	if isDebian(a) {
		froms = []string{"debian", "nvd"}
	}
	switch {
	case buckets[a.Ecosystem] == "":
		return fmt.Errorf("unknown ecosystem %q", a.Ecosystem)
	case severities[a.Severity] == 0:
		return fmt.Errorf("unknown severity %q", a.Severity)
	case !slices.Contains(froms, a.SeverityFrom):
		return fmt.Errorf("severity from %q, not one of %q", a.SeverityFrom, froms)
	case a.ID == "" || a.Package == "" || a.Title == "" || a.URL == "" || len(a.VulnerableVersions) == 0:
		return errors.New("a field is empty")
	case !isDebian(a) && a.WithoutFix != "":
		return errors.New("withoutFix is Debian's")
	case !isDebian(a):
		return nil
	}
	// Debian's advisories hold one fixed version, or the reason that there is none.
	versions := []string{">=0"}
	if len(a.PatchedVersions) == 1 {
		versions = []string{"<" + a.PatchedVersions[0]}
	}
	switch {
	case len(a.PatchedVersions) > 1:
		return errors.New("more than one patched version")
	case !slices.Equal(a.VulnerableVersions, versions):
		return fmt.Errorf("vulnerable versions %q, not %q", a.VulnerableVersions, versions)
	case len(a.PatchedVersions) == 1 && a.WithoutFix != "", len(a.PatchedVersions) == 0 && statuses[a.WithoutFix] == 0:
		return fmt.Errorf("withoutFix is %q", a.WithoutFix)
	}
	return nil
}

func write(path string, content tree) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	// Otherwise it is the machine's page size, and the file not the same everywhere.
	db, err := bbolt.Open(path, 0o644, &bbolt.Options{PageSize: 4096})
	if err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(content)) {
		// One transaction each: bbolt writes several buckets of one transaction in no certain order.
		err := db.Update(func(tx *bbolt.Tx) error {
			bucket, err := tx.CreateBucket([]byte(name))
			if err != nil {
				return err
			}
			return fill(bucket, content.under(name))
		})
		if err != nil {
			return errors.Join(err, db.Close())
		}
	}
	return db.Close()
}

func fill(bucket *bbolt.Bucket, content tree) error {
	for _, name := range slices.Sorted(maps.Keys(content)) {
		if below, ok := content[name].(tree); ok {
			inner, err := bucket.CreateBucket([]byte(name))
			if err != nil {
				return err
			}
			if err := fill(inner, below); err != nil {
				return err
			}
			continue
		}
		var value bytes.Buffer
		encoder := json.NewEncoder(&value)
		encoder.SetEscapeHTML(false)
		if err := encoder.Encode(content[name]); err != nil {
			return err
		}
		if err := bucket.Put([]byte(name), bytes.TrimSpace(value.Bytes())); err != nil {
			return err
		}
	}
	return nil
}
