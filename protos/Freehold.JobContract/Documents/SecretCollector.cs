namespace Freehold.JobContract.Documents;

/// <summary>Reads <c>{secret: name/key}</c> wherever a secret belongs, and remembers every one.</summary>
internal sealed class SecretCollector
{
    private readonly List<SecretName> _named = [];

    public IReadOnlyList<SecretName> Named => _named;

    /// <summary>The secret under a key; null when absent, or when it is not a name (which is reported without quoting it).</summary>
    public SecretName? Read(DocumentMap map, string key)
    {
        if (map.Take(key) is null)
            return null;

        if (map.Take(key) is not YamlDotNet.RepresentationModel.YamlMappingNode)
        {
            map.Problem(key, "must name a secret, never hold one: {secret: name/key}");
            return null;
        }

        var reference = map.Map(key)!;
        SecretName? secret = null;
        if (reference.Text("secret", 320) is not { } text || !SecretName.TryParse(text, out secret))
            map.Problem(key, "must name a secret: {secret: name/key}");
        else if (!_named.Contains(secret!))
            _named.Add(secret!);

        reference.Finish();
        return secret;
    }
}
