{{/*
An image by its parts. A digest wins over a tag: what it names cannot change.
Takes: registry, image (repository, tag, digest), version.
*/}}
{{- define "freehold-agent.image" -}}
{{- $path := printf "%s/%s" (trimSuffix "/" .registry) .image.repository -}}
{{- if .image.digest -}}
{{ $path }}@{{ .image.digest }}
{{- else -}}
{{ $path }}:{{ .image.tag | default .version }}
{{- end -}}
{{- end }}

{{- define "freehold-agent.agentImage" -}}
{{ include "freehold-agent.image" (dict "registry" .Values.image.registry "image" .Values.image "version" .Chart.AppVersion) }}
{{- end }}

{{- define "freehold-agent.workerImage" -}}
{{ include "freehold-agent.image" (dict "registry" (.Values.workers.registry | default .Values.image.registry) "image" .Values.workers.image "version" .Chart.AppVersion) }}
{{- end }}

{{- define "freehold-agent.pullSecrets" -}}
{{- range $number, $name := . }}
{{- if $number }}
{{ end -}}
- name: {{ $name | quote }}
{{- end }}
{{- end }}
