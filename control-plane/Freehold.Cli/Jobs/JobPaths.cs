namespace Freehold.Cli.Jobs;

/// <summary>Where a project's jobs and grants are in the API.</summary>
internal sealed class JobPaths(string project)
{
    public string All { get; } = $"projects/{Uri.EscapeDataString(project)}/jobs";

    public string Grants { get; } = $"projects/{Uri.EscapeDataString(project)}/grants";

    public string Validate => $"{All}/validate";

    public string One(string id) => $"{All}/{Uri.EscapeDataString(id)}";

    public string Watch(string id) => $"{One(id)}/watch";

    public string Events(string id) => $"{One(id)}/events";

    public string Tasks(string id) => $"{One(id)}/tasks";

    public string Attempts(string id) => $"{One(id)}/attempts";

    public string Artifacts(string id) => $"{One(id)}/artifacts";

    public string Cancel(string id) => $"{One(id)}/cancel";

    public string Retry(string id) => $"{One(id)}/retry";
}
