package cloud

import (
	"fmt"
	"regexp"
	"strings"

	"slipway/terraform/provider/facts"
	"slipway/terraform/provider/schema"

	"github.com/zclconf/go-cty/cty"
)

// Imported is a resource of which only the id is known: the attributes that the id names are set, all else is blank. The
// id may be in the form of the service, or shorter: the values alone, with or without the project.
func Imported(name string, kind *schema.Type, id string) (cty.Value, error) {
	form := facts.Of(name).ID
	values, err := partsOf(form, id)
	if err != nil {
		return cty.NilVal, fmt.Errorf("%s: %w", name, err)
	}
	fields := Blank(kind.Block, cty.NullVal).AsValueMap()
	for attribute, text := range values {
		if fields[attribute].Type() == cty.String {
			fields[attribute] = cty.StringVal(text)
		}
	}
	if len(values) == 0 {
		fields["id"] = cty.StringVal(id)
	}
	return cty.ObjectVal(fields), nil
}

func partsOf(form, id string) (map[string]string, error) {
	tokens := tokensOf(form)
	values := map[string]string{}
	if len(tokens) == 0 {
		return values, nil
	}
	pattern := strings.ReplaceAll(regexp.QuoteMeta(token.ReplaceAllString(form, "\x00")), "\x00", "(.+)")
	if match := regexp.MustCompile("^" + pattern + "$").FindStringSubmatch(id); match != nil {
		for index, name := range tokens {
			values[name] = match[index+1]
		}
		return values, nil
	}
	given := strings.Split(id, "/")
	if len(given) > len(tokens) {
		return nil, fmt.Errorf("the id %q does not have the form %s", id, form)
	}
	for index, name := range tokens[len(tokens)-len(given):] {
		values[name] = given[index]
	}
	return values, nil
}
