{{- define "freehold-agent.dnsEgress" -}}
- to:
    {{- toYaml .Values.networkPolicy.dns.to | nindent 4 }}
  ports:
    - {protocol: UDP, port: 53}
    - {protocol: TCP, port: 53}
{{- end }}

{{/* Takes: a list of address ranges. */}}
{{- define "freehold-agent.peers" -}}
{{- range $number, $range := . }}
{{- if $number }}
{{ end -}}
- ipBlock: {cidr: {{ $range | quote }}}
{{- end }}
{{- end }}

{{/* The port of an address: what it says, else what its scheme means. */}}
{{- define "freehold-agent.port" -}}
{{- $host := (urlParse .).host -}}
{{- if regexMatch ":[0-9]+$" $host -}}
{{ regexFind "[0-9]+$" $host }}
{{- else -}}
{{ hasPrefix "https:" . | ternary 443 80 }}
{{- end -}}
{{- end }}

{{/* Where the agent's stream goes: to the proxy if there is one. */}}
{{- define "freehold-agent.controlPlanePort" -}}
{{- if .Values.networkPolicy.controlPlane.port -}}
{{ .Values.networkPolicy.controlPlane.port }}
{{- else if .Values.controlPlane.proxy.existingSecret -}}
{{ fail "networkPolicy.controlPlane.port: the proxy's port is needed here, since its address is in a Secret (controlPlane.proxy.existingSecret)." }}
{{- else -}}
{{ include "freehold-agent.port" (.Values.controlPlane.proxy.url | default .Values.controlPlane.endpoint) }}
{{- end -}}
{{- end }}
