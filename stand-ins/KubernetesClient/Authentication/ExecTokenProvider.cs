using System.Diagnostics;
using System.Net.Http.Headers;
using k8s.Exceptions;
using k8s.KubeConfigModels;

namespace k8s.Authentication;

/// <summary>Asks a program for tokens, as the cloud providers' kubeconfigs do.</summary>
public class ExecTokenProvider(ExternalExecution exec) : ITokenProvider
{
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private ExecCredentialResponse.ExecStatus _status;

    public async Task<AuthenticationHeaderValue> GetAuthenticationHeaderAsync(CancellationToken cancellationToken)
    {
        if (_status is null || _status.ExpirationTimestamp is { } expires && DateTime.UtcNow + Margin > expires)
            _status = await AskAsync(cancellationToken).ConfigureAwait(false);

        return new AuthenticationHeaderValue("Bearer", _status.Token);
    }

    private async Task<ExecCredentialResponse.ExecStatus> AskAsync(CancellationToken cancellationToken)
    {
        using var process = Process.Start(StartInfo()) ?? throw new KubeConfigException($"{exec.Command} could not be started");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);

        string output;
        try
        {
            output = await process.StandardOutput.ReadToEndAsync(limit.Token).ConfigureAwait(false);
            await process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        if (process.ExitCode != 0)
            throw new KubeConfigException($"{exec.Command} ended with exit code {process.ExitCode}");

        // The output holds the token: no message quotes it.
        return KubernetesJson.Deserialize<ExecCredentialResponse>(output).Status is { Token.Length: > 0 } status
            ? status
            : throw new KubeConfigException($"{exec.Command} gave no token");
    }

    private ProcessStartInfo StartInfo()
    {
        var start = new ProcessStartInfo(exec.Command) { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in exec.Arguments ?? [])
            start.ArgumentList.Add(argument);
        foreach (var variable in exec.EnvironmentVariables ?? [])
            start.Environment[variable["name"]] = variable["value"];
        start.Environment["KUBERNETES_EXEC_INFO"] =
            $$$"""{"apiVersion":"{{{exec.ApiVersion}}}","kind":"ExecCredential","spec":{"interactive":false}}""";
        return start;
    }
}
