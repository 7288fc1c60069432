namespace Freehold.JobContract.Tests.Documents;

internal static class GoodDocument
{
    public const string Yaml = """
        kind: transform
        name: customers-anonymised
        agent: eu-bank
        input: file:///data/customers-*.csv
        output: file:///data/out
        spec:
          key: {secret: transform/key}
          rules:
            - columns: email
              action: pseudonym
              domain: person
            - columns: [first_name, last_name]
              action: fake
              entity: first_name
            - {columns: phone, action: mask, keepLast: 3}
            - {columns: born, action: date_shift, days: 30, subject: email}
            - {columns: note, action: drop}
            - {columns: id, action: rename, as: key}
        resources: {size: L, memory: 8Gi}
        parallelism: 4
        retries: 2
        timeLimit: 1h30m
        onPartition: rerun
        priority: 70
        labels: {team: risk}
        """;
}
