using System.CommandLine;
using System.Globalization;
using Freehold.Cli.Api;
using Freehold.Cli.Output;
using Freehold.Cli.SignIn;

namespace Freehold.Cli.Entitlements;

/// <summary><c>freehold entitlement show|upload</c>.</summary>
internal static class EntitlementCommand
{
    public static Command Create() => new("entitlement", "See what the organization is entitled to, or upload what the vendor sent.") { Show(), Upload() };

    private static Command Show()
    {
        var command = new Command("show", "Show the entitlement and what of it is in use.");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var api = new FreeholdApi(CurrentSignIn.Connection());
            var answer = await api.GetAsync("entitlement", cancellationToken);
            ResultWriter.Write(OutputOption.Of(parsed), answer, output => Describe(Json.Read<EntitlementView>(answer)).WriteTo(output));
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Upload()
    {
        var document = new Argument<string>("features") { Description = "The file that the vendor sent, usually features.json." };
        var signature = new Argument<string>("signature") { Description = "Its signature, usually features.json.sig." };
        var command = new Command("upload", "Take an entitlement in the place of the one before.") { document, signature };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var body = new NewEntitlement(Read(parsed.GetRequiredValue(document)), Read(parsed.GetRequiredValue(signature)));
            using var api = new FreeholdApi(CurrentSignIn.Connection());
            var answer = await api.PutAsync("entitlement", body, cancellationToken);
            ResultWriter.Write(OutputOption.Of(parsed), answer, output => Describe(Json.Read<EntitlementView>(answer)).WriteTo(output));
            return ExitCode.Ok;
        });
        return command;
    }

    private static string Read(string file)
    {
        try
        {
            return Convert.ToBase64String(File.ReadAllBytes(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException(ExitCode.Usage, $"{file} cannot be read.");
        }
    }

    private static PropertyList Describe(EntitlementView view) => new PropertyList()
        .Add("entitlement", view.Document?.Id)
        .Add("standing", $"{view.Standing}: {view.Sentence}")
        .Add("agents", Used(view.Usage.Agents, view.Document?.Agents))
        .Add("replicas", Used(view.Usage.Replicas, view.Document?.Replicas))
        .Add("parallel jobs", Used(view.Usage.ParallelJobs, view.Document?.ParallelJobs))
        .Add("kinds", view.Document?.Kinds is { } kinds ? string.Join(", ", kinds) : null)
        .Add("ends", Quantities.Time(view.Document?.Expires));

    private static string Used(int used, int? limit) =>
        limit is { } most ? string.Create(CultureInfo.InvariantCulture, $"{used} of {most}") : used.ToString(CultureInfo.InvariantCulture);

    private sealed record NewEntitlement(string Document, string Signature);

    private sealed record EntitlementView(string Standing, string Sentence, UsageView Usage, DocumentView? Document);

    private sealed record UsageView(int Agents, int Replicas, int ParallelJobs);

    private sealed record DocumentView(
        string Id, int? Agents, int? Replicas, int? ParallelJobs, IReadOnlyList<string>? Kinds, DateTimeOffset? Expires);
}
