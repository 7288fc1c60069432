# Read by radosgw.sh: who there is. The keys are those of RadosGateway.cs.
admin() { radosgw-admin "$@" >/dev/null 2>&1; }
admin user create --uid=owner --display-name=owner --access-key=FHOWNER0000000000001 --secret-key=owner-secret-of-the-tests &&
admin user create --uid=stranger --display-name=stranger --access-key=FHSTRANGER0000000002 --secret-key=stranger-secret-of-the-tests &&
admin user create --uid=assumer --display-name=assumer --access-key=FHASSUMER00000000003 --secret-key=assumer-secret-of-the-tests &&
admin role create --role-name=worker --path=/ --assume-role-policy-doc='{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":["arn:aws:iam:::user/assumer"]},"Action":["sts:AssumeRole"]}]}' &&
admin role-policy put --role-name=worker --policy-name=all --policy-doc='{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:*"],"Resource":"arn:aws:s3:::*"}]}'
