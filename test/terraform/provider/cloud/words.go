package cloud

import (
	"fmt"
	"regexp"
	"strings"
)

var braced = regexp.MustCompile(`\{\w+\}`)

// written replaces the words in braces; what is no word of ours is an attribute of the resource.
func (s Subject) written(form string) string {
	return braced.ReplaceAllStringFunc(form, func(match string) string { return s.named(strings.Trim(match, "{}")) })
}

func (s Subject) named(word string) string {
	switch word {
	case "project":
		return s.Project
	case "location":
		return s.Location
	case "name":
		return s.Name
	case "id":
		return s.id()
	case "number":
		return fmt.Sprint(100_000_000_000 + numberFrom(s.Project, 900_000_000_000))
	case "digits":
		return fmt.Sprint(1_000_000_000_000_000_000 + s.number("digits", 8_000_000_000_000_000_000))
	case "hash":
		return s.hash("text", 10)
	case "short":
		return s.hash("text", 3)
	case "private":
		return fmt.Sprintf("10.%d.%d.%d", s.number("a", 256), s.number("b", 256), 1+s.number("c", 254))
	case "public":
		// 203.0.113.0/24 is kept for documentation: RFC 5737.
		return fmt.Sprintf("203.0.113.%d", 1+s.number("public", 254))
	case "region", "zone", "place", "service", "agent":
		return s.derived(word)
	}
	return s.part(word)
}

// derived are the words that follow from others.
func (s Subject) derived(word string) string {
	zone := regexp.MustCompile(`^([a-z]+-[a-z]+\d+)-[a-z]$`).FindStringSubmatch(s.Location)
	switch word {
	case "region":
		if zone != nil {
			return zone[1]
		}
	case "zone":
		if zone == nil && s.Location != "global" {
			return s.Location + "-a"
		}
	case "place":
		initials := ""
		for _, part := range strings.Split(s.Location, "-") {
			initials += part[:min(1, len(part))]
		}
		return initials
	case "agent":
		agent, _, _ := strings.Cut(s.text("service"), ".")
		return agent
	case "service":
		product := strings.Split(s.Type, "_")[1]
		if product == "compute" {
			return "www.googleapis.com/compute"
		}
		return product + ".googleapis.com"
	}
	return s.Location
}
