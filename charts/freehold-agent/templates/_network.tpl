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

{{/* Out to the control plane (or the proxy) and the API server, and names. */}}
{{- define "freehold-agent.agentEgress" -}}
{{ include "freehold-agent.dnsEgress" . }}
- to:
    {{- include "freehold-agent.peers" .Values.networkPolicy.controlPlane.cidrs | nindent 4 }}
  ports:
    - {protocol: TCP, port: {{ include "freehold-agent.controlPlanePort" . }}}
- to:
    {{- include "freehold-agent.peers" .Values.networkPolicy.apiServer.cidrs | nindent 4 }}
  ports:
    {{- range .Values.networkPolicy.apiServer.ports }}
    - {protocol: TCP, port: {{ . }}}
    {{- end }}
{{- with .Values.networkPolicy.extraEgress }}
{{- toYaml . | nindent 0 }}
{{- end }}
{{- end }}
