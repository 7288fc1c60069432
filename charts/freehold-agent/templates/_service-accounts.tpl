{{- define "freehold-agent.agentServiceAccount" -}}
{{- .Values.serviceAccount.name | default (include "freehold-agent.agent" .) -}}
{{- end }}

{{/* The account of the workers of one kind of job. Takes: root, kind. */}}
{{- define "freehold-agent.workerServiceAccount" -}}
{{- (get .root.Values.workers.serviceAccounts .kind).name | default (printf "%s-worker-%s" (include "freehold-agent.release" .root) .kind) -}}
{{- end }}
