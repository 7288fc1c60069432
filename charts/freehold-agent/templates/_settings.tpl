{{/*
Settings of the agent as environment variables. A setting Section:Key is the variable FREEHOLD_SECTION__KEY; the agent refuses
to start with one that it does not know. Takes: chart and settings, two maps of settings; the second one wins.
*/}}
{{- define "freehold-agent.settings" -}}
{{- $variables := dict -}}
{{- range $map := list .chart .settings -}}
{{- range $key, $value := $map -}}
{{- $_ := set $variables (printf "FREEHOLD_%s" ($key | replace ":" "__" | upper)) $value -}}
{{- end -}}
{{- end -}}
{{- range $name, $value := $variables }}
- name: {{ $name }}
  {{- /* Helm reads every number as a floating one, and would write large ones with an exponent. */}}
  value: {{ (kindIs "float64" $value | ternary ($value | int64) $value) | toString | quote }}
{{- end }}
{{- end }}
