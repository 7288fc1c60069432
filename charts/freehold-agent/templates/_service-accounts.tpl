{{- define "freehold-agent.agentServiceAccount" -}}
{{- .Values.serviceAccount.name | default (include "freehold-agent.agent" .) -}}
{{- end }}

{{/* All of them, as the agent reads it: transform=eu-bank-worker-transform,… */}}
{{- define "freehold-agent.workerServiceAccounts" -}}
{{- $accounts := list -}}
{{- range $kind, $_ := .Values.workers.serviceAccounts -}}
{{- $accounts = append $accounts (printf "%s=%s" $kind (include "freehold-agent.workerServiceAccount" (dict "root" $ "kind" $kind))) -}}
{{- end -}}
{{- join "," $accounts -}}
{{- end }}

{{/* The account of the workers of one kind of job. Takes: root, kind. */}}
{{- define "freehold-agent.workerServiceAccount" -}}
{{- (get .root.Values.workers.serviceAccounts .kind).name | default (printf "%s-worker-%s" (include "freehold-agent.release" .root) .kind) -}}
{{- end }}
